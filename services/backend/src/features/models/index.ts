export { listedName } from './listed-name';
export { ModelAdviser } from './model-adviser';
export { modelCatalogueSchema, type CatalogueEntry } from './model-catalogue';
export * from './model-host.port';
export type { ModelSettingsStore } from './model-settings-store';
export { modelsRoutes } from './models-routes';
export { ModelsService, type ModelChoice, type ModelsOptions } from './models-service';
export { readMachine } from './read-machine';
