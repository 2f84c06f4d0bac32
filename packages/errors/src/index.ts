export * from './alice-error';
export * from './named-errors';
export * from './tool-failure';
