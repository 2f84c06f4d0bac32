export * from './database-facts.port';
export * from './figures.port';
export { FiguresService } from './figures-service';
export { readDisk } from './read-disk';
export { statusRoutes } from './status-routes';
export { StatusService } from './status-service';
