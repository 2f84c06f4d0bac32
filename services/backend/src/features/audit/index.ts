export { auditRoutes } from './audit-routes';
export { AuditService, type AuditDetails, type AuditRecord } from './audit-service';
