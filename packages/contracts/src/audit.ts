import { z } from 'zod';

/** What is written down for good; a name never changes once released. */
export const auditActions = [
  'setup',
  'login',
  'logout',
  'session_ended',
  'password_changed',
  'password_reset',
  'user_added',
  'user_changed',
  'role_changed',
  'user_removed',
  'key_made',
  'key_removed',
  'invitation_made',
  'invitation_revoked',
  'invitation_accepted',
  'settings_changed',
  'model_pulled',
  'model_deleted',
  'model_chosen',
  'tool_called',
  'updated',
  'rolled_back',
  'restored',
  'secrets_rotated',
] as const;
export const auditActionSchema = z.enum(auditActions);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** `braked`: refused unseen, after too many that failed. */
export const auditOutcomeSchema = z.enum(['ok', 'failed', 'braked']);
export type AuditOutcome = z.infer<typeof auditOutcomeSchema>;

/** Who did what when. Nothing that was said is in it, nor what a tool was told. */
export const auditEntrySchema = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    /** As they were called then. Null where nobody was signed in. */
    actor: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** `other`: what a newer version has written down and this one has no name for. */
    action: z.enum([...auditActions, 'other']),
    /** Whom or what it was done to: a name. */
    subject: z.string().nullable(),
    outcome: auditOutcomeSchema,
    address: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditPageSchema = z
  .object({ items: z.array(auditEntrySchema), nextCursor: z.string().nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPageSchema>;
