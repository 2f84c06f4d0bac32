export { ConnectionNotice } from './connection-notice';
export { SystemStatus } from './system-status';
