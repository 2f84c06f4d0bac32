export { CertificateWatch } from './certificate-watch';
export { countHealerAlarms } from './count-healer-alarms';
export * from './database-facts.port';
export * from './figures.port';
export { FiguresService } from './figures-service';
export { readDisk } from './read-disk';
export * from './served-certificate.port';
export { statusRoutes } from './status-routes';
export { StatusService } from './status-service';
