import { existsSync } from 'node:fs';
import { chown, cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import knex from 'knex';

/** In the music's volume: what is liked, and the playlists. */
const STICKERS = 'stickers.sql';
const PLAYLISTS = 'playlists';

/** Copies what people have told the player, of one moment, while it runs. */
export async function copyMusic(music: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  if (existsSync(join(music, STICKERS))) {
    // Not by openDatabase: its journal mode would stay in the player's file.
    const stickers = knex({
      client: 'sqlite3',
      connection: { filename: join(music, STICKERS) },
      useNullAsDefault: true,
    });
    try {
      await stickers.raw('PRAGMA busy_timeout = 5000');
      await stickers.raw('VACUUM INTO ?', [join(target, STICKERS)]);
    } finally {
      await stickers.destroy();
    }
  }
  if (existsSync(join(music, PLAYLISTS))) {
    await cp(join(music, PLAYLISTS), join(target, PLAYLISTS), { recursive: true });
  }
}

/** Puts a copy of `copyMusic` in the place of what is there, which is kept in `kept`. The player must not run. */
export async function replaceMusic(copy: string, music: string, kept: string): Promise<void> {
  if (!existsSync(kept)) {
    await takeAlong(music, `${kept}.new`);
    await cp(`${kept}.new`, kept, { recursive: true });
    await rm(`${kept}.new`, { recursive: true });
  }
  await putBack(copy, music);
}

/** Undoes `replaceMusic`, where it was done. */
export async function goBackMusic(music: string, kept: string): Promise<void> {
  if (!existsSync(kept)) return;
  await putBack(kept, music);
  await rm(kept, { recursive: true });
}

async function takeAlong(music: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const name of [STICKERS, `${STICKERS}-journal`, PLAYLISTS]) {
    if (existsSync(join(music, name))) await cp(join(music, name), join(target, name), { recursive: true });
  }
}

async function putBack(copy: string, music: string): Promise<void> {
  for (const name of [STICKERS, `${STICKERS}-journal`, PLAYLISTS]) {
    await rm(join(music, name), { recursive: true, force: true });
    if (existsSync(join(copy, name))) await cp(join(copy, name), join(music, name), { recursive: true });
  }
  await mkdir(join(music, PLAYLISTS), { recursive: true });
  await own(music);
}

/** What lies in a folder belongs to whom the folder does. */
async function own(folder: string): Promise<void> {
  const { uid, gid } = await stat(folder);
  for (const name of await readdir(folder, { recursive: true })) await chown(join(folder, name), uid, gid);
}
