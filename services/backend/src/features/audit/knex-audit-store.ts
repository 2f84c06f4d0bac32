import { auditActionSchema, auditEntrySchema, type AuditEntry } from '@alice/contracts';
import type { Knex } from 'knex';
import type { AuditStore } from './audit-store';

interface AuditRow {
  id: number;
  at: string;
  actor_id: string | null;
  actor_name: string | null;
  action: string;
  subject: string | null;
  outcome: string;
  address: string | null;
  request_id: string | null;
}

export class KnexAuditStore implements AuditStore {
  constructor(private readonly db: Knex) {}

  async append({
    at,
    actor,
    action,
    subject,
    outcome,
    address,
    requestId,
  }: Omit<AuditEntry, 'id'>): Promise<void> {
    await this.db('audit_log').insert({
      at,
      actor_id: actor?.id ?? null,
      actor_name: actor?.name ?? null,
      action,
      subject,
      outcome,
      address,
      request_id: requestId,
    });
  }

  async read(limit: number, before?: number): Promise<AuditEntry[]> {
    const query = this.db<AuditRow>('audit_log').orderBy('id', 'desc').limit(limit);
    if (before !== undefined) void query.where('id', '<', before);
    const rows: AuditRow[] = await query;
    return rows.map((row) =>
      auditEntrySchema.parse({
        ...row,
        // Lines stay for good, also those of a newer version that was taken back.
        action: auditActionSchema.safeParse(row.action).data ?? 'other',
        actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name ?? '' },
        requestId: row.request_id,
      }),
    );
  }
}
