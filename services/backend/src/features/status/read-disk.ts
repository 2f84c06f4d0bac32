import { statfs } from 'node:fs/promises';

/** What the file system of a folder has, and what of it is free for us; in bytes. */
export async function readDisk(folder: string): Promise<{ free: number; total: number }> {
  const { bsize, bavail, blocks } = await statfs(folder);
  return { free: bsize * bavail, total: bsize * blocks };
}
