import { resolve } from 'node:path';

/** A path as the caller meant it: npm runs us in the workspace, but says where the caller stood. */
export function whereCalled(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path);
}
