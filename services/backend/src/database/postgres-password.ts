import { readFileSync } from 'node:fs';

/** PostgreSQL's password, or how to find it at the moment in which a connection is opened. */
export type PostgresPassword = string | (() => string);

/**
 * The password that `file` holds now, since it may be changed while all runs (`make rotate-secrets`); where it holds none, the
 * last one that was known. Whoever must not print it is told of each.
 */
export function postgresPassword(
  file: string | undefined,
  atFirst: string | undefined,
  told: (password: string) => void = () => undefined,
): PostgresPassword | undefined {
  if (file === undefined || atFirst === undefined) return atFirst;
  let known = atFirst;
  return () => {
    try {
      known = readFileSync(file, 'utf8').trim() || known;
      told(known);
    } catch {
      // What was known holds, or PostgreSQL will say that it doesn't.
    }
    return known;
  };
}
