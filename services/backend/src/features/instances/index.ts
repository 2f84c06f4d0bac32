export { InstancesService } from './instances-service';
export type { Instance, InstanceStore } from './instance-store';
