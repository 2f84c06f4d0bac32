export { CertificateWatch } from './certificate-watch';
export * from './database-facts.port';
export * from './figures.port';
export { FiguresService } from './figures-service';
export { readBackupState } from './read-backup-state';
export { readDisk } from './read-disk';
export * from './served-certificate.port';
export { statusRoutes } from './status-routes';
export { StatusService } from './status-service';
