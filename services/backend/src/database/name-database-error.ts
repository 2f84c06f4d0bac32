import { isNativeError } from 'node:util/types';
import { UnavailableError } from '@alice/errors';

/** Codes of Node, PostgreSQL (class 57: shutdown, class 08 and 53: connection, resources; 28P01: its password is another) and SQLite. */
const AWAY =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|EPIPE|28P01|57\w{3}|08\w{3}|53\w{3}|SQLITE_BUSY|SQLITE_IOERR)$/;
/** PostgreSQL's disk_full, and SQLite's. */
const FULL = /^(?:53100|SQLITE_FULL)$/;
const TOLD =
  /Connection terminated|Timeout acquiring a connection|timeout exceeded|^timeout expired$|Query read timeout|statement timeout/i;

/** A database that is away, overloaded or has no room left is `unavailable`, not a fault of ours; every other error comes back as it is. */
export function nameDatabaseError(error: unknown): unknown {
  if (!isNativeError(error)) return error;
  const { code } = error as { code?: string };
  if (FULL.test(code ?? ''))
    return new UnavailableError('the disk is full', {
      cause: error,
      reason: 'storage',
      retryAfterSeconds: 60,
    });
  if (!AWAY.test(code ?? '') && !TOLD.test(error.message)) return error;
  return new UnavailableError('the database does not answer', { cause: error, retryAfterSeconds: 5 });
}
