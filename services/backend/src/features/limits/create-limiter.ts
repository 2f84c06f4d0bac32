import type { Knex } from 'knex';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** No limit counts for longer than this, in seconds: 14 days, and one for clocks that differ. */
const LONGEST_SECONDS = 15 * 24 * 3600;

export interface LimiterOptions {
  /** Tells its keys from those of other limits. */
  name: string;
  points: number;
  seconds: number;
}

/**
 * Counts points by key. On PostgreSQL all backends count together, and each by itself while the database is away: no door
 * opens by that, and none stays shut. SQLite has one backend, which counts in memory.
 */
export function createLimiter(
  database: Knex,
  { name, points, seconds }: LimiterOptions,
): RateLimiterAbstract {
  const options = { keyPrefix: name, points, duration: seconds };
  const memory = new RateLimiterMemory(options);
  if (!isShared(database)) return memory;
  return new RateLimiterPostgres({
    ...options,
    storeClient: database,
    storeType: 'knex',
    tableName: 'rate_limits',
    // By a migration.
    tableCreated: true,
    insuranceLimiter: memory,
  });
}

/**
 * Forgets what was counted while the clock was wrong, and would count for years: whatever ends later than anything that is
 * counted now can.
 */
export const forgetCountsToCome = (database: Knex): Promise<number> =>
  database('rate_limits')
    .where('expire', '>', Date.now() + LONGEST_SECONDS * 1_000)
    .delete();

/** Whether several backends may run on this database. */
export const isShared = (database: Knex): boolean => (database.client as Knex.Client).config.client === 'pg';
