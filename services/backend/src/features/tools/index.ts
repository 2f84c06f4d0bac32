export { toolsRoutes } from './tools-routes';
export { ToolsService, type Executed } from './tools-service';
