import type { Knex } from 'knex';
import type { Instance, InstanceStore } from './instance-store';

export class KnexInstanceStore implements InstanceStore {
  private readonly now: Knex.Raw;

  constructor(private readonly db: Knex) {
    const postgres = (db.client as Knex.Client).config.client === 'pg';
    this.now = db.raw(
      postgres
        ? '(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint'
        : `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
    );
  }

  async register(instance: Instance): Promise<void> {
    await this.db('backend_instances').where({ place: instance.place }).delete();
    await this.beat(instance);
  }

  async beat(instance: Instance): Promise<number> {
    const [row] = await this.db('backend_instances')
      .insert({ ...instance, seen_at: this.now })
      .onConflict('id')
      .merge()
      .returning<{ seen_at: number | string }[]>('seen_at');
    // PostgreSQL's bigint comes as text.
    return Number(row?.seen_at);
  }

  removeSilent(silentMs: number): Promise<number> {
    const apart = (sign: '-' | '+') => this.db.raw(`? ${sign} CAST(? AS INTEGER)`, [this.now, silentMs]);
    return (
      this.db('backend_instances')
        .where('seen_at', '<', apart('-'))
        // The clock has been set back since.
        .orWhere('seen_at', '>', apart('+'))
        .delete()
    );
  }

  async remove(id: string): Promise<void> {
    await this.db('backend_instances').where({ id }).delete();
  }
}
