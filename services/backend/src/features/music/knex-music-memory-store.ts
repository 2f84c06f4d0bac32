import type { Knex } from 'knex';
import type { MusicMemoryStore } from './music-memory-store';

const NAME = 'music.volume_before_mute';

export class KnexMusicMemoryStore implements MusicMemoryStore {
  constructor(private readonly db: Knex) {}

  async volumeBeforeMute(): Promise<number | null> {
    const row = await this.db<{ name: string; value: string }>('settings').where({ name: NAME }).first();
    return row ? Number(row.value) : null;
  }

  async rememberVolume(volume: number | null): Promise<void> {
    if (volume === null) {
      await this.db('settings').where({ name: NAME }).delete();
      return;
    }
    await this.db('settings')
      .insert({ name: NAME, value: String(volume) })
      .onConflict('name')
      .merge();
  }
}
