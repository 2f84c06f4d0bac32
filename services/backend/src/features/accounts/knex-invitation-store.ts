import type { Invitation, Role } from '@alice/contracts';
import type { Knex } from 'knex';
import type { InvitationStore, NewInvitation } from './invitation-store';
import { latestBeginning } from './latest-beginning';

interface InvitationRow {
  id: string;
  token_hash: string;
  role: Role;
  name: string | null;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

/** Whether an invitation can be taken still: it is not too old, nor of a time to come. */
const holds = (now: string) => (query: Knex.QueryBuilder) =>
  void query.where('expires_at', '>', now).where('created_at', '<=', latestBeginning(now));

const toInvitation = (row: InvitationRow): Invitation => ({
  id: row.id,
  role: row.role,
  name: row.name,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

export class KnexInvitationStore implements InvitationStore {
  constructor(private readonly db: Knex) {}

  async add({ id, tokenHash, role, name, expiresAt }: NewInvitation, now: string): Promise<void> {
    await this.db('invitations').insert({
      id,
      token_hash: tokenHash,
      role,
      name,
      created_at: now,
      expires_at: expiresAt,
    });
  }

  async open(now: string): Promise<Invitation[]> {
    const rows = await this.db<InvitationRow>('invitations')
      .whereNull('used_at')
      .where(holds(now))
      .orderBy([{ column: 'created_at', order: 'desc' }, 'id']);
    return rows.map(toInvitation);
  }

  async remove(id: string): Promise<boolean> {
    return (await this.db('invitations').where({ id, used_at: null }).delete()) > 0;
  }

  async take(tokenHash: string, now: string): Promise<Invitation | undefined> {
    const taken = await this.db('invitations')
      .where({ token_hash: tokenHash, used_at: null })
      .where(holds(now))
      .update({ used_at: now });
    if (taken === 0) return undefined;
    const row = await this.db<InvitationRow>('invitations').where({ token_hash: tokenHash }).first();
    return row && toInvitation(row);
  }

  async giveBack(id: string): Promise<void> {
    await this.db('invitations').where({ id }).update({ used_at: null });
  }
}
