import type { AuditEntry } from '@alice/contracts';
import type { Database } from '../../database/open-database';
import { KnexAuditStore } from './knex-audit-store';

/** What the audit log keeps, whatever database is behind it. `open` gives one that is migrated and empty. */
export function auditStoreContract(open: () => Promise<Database>): void {
  let database: Database;
  let store: KnexAuditStore;
  const entry = (more: Partial<AuditEntry> = {}): Omit<AuditEntry, 'id'> => ({
    at: '2026-01-01T12:00:00.000Z',
    actor: { id: '1', name: 'Åsa' },
    action: 'login',
    subject: null,
    outcome: 'ok',
    address: '192.0.2.1',
    requestId: 'abcdef0123456789',
    ...more,
  });

  beforeEach(async () => {
    database = await open();
    store = new KnexAuditStore(database);
  });

  it('reads what was written, the newest first, a page at a time', async () => {
    const nobody = entry({ actor: null, outcome: 'failed', subject: 'Åsa', address: null, requestId: null });
    await store.append(entry());
    await store.append(nobody);
    await store.append(entry({ action: 'logout' }));
    const first = await store.read(2);
    expect(first).toMatchObject([{ action: 'logout' }, nobody]);
    expect(await store.read(2, first[1]?.id)).toMatchObject([entry()]);
    expect(await store.read(2, 0)).toEqual([]);
  });

  it('lets no statement change or remove a line', async () => {
    await store.append(entry());
    await expect(database('audit_log').update({ actor_name: 'Bo' })).rejects.toThrow(/append-only/);
    await expect(database('audit_log').delete()).rejects.toThrow(/append-only/);
    expect(await store.read(9)).toMatchObject([entry()]);
  });

  it('keeps the lines of a user who is removed', async () => {
    await database('users').insert({
      id: '1',
      username: 'Åsa',
      username_key: 'åsa',
      password_hash: '',
      role: 'adult',
      created_at: '2026-01-01T00:00:00.000Z',
    });
    await store.append(entry());
    await database('users').where({ id: '1' }).delete();
    expect(await store.read(9)).toMatchObject([{ actor: { id: '1', name: 'Åsa' } }]);
  });
}
