export { healthRoutes } from './health-routes';
export { HealthService, type Probes } from './health-service';
