import type { Database } from '../../database/open-database';
import { createLimiter, LOGIN_WINDOW_SECONDS, LoginBrake } from '../limits';
import { AccountsService, type AccountsOptions } from './accounts-service';
import { KnexAccountStore } from './knex-account-store';

export const DAY_MS = 24 * 3_600_000;

/** The accounts on a database for one test, with the limits that Alice has unless told otherwise. */
export function testAccounts(database: Database, options: Partial<AccountsOptions> = {}): AccountsService {
  const limiter = (name: string, points: number) =>
    createLimiter(database, { name, points, seconds: LOGIN_WINDOW_SECONDS });
  return new AccountsService(new KnexAccountStore(database), {
    setupToken: 'a-setup-token-of-some-length',
    brake: new LoginBrake(limiter('login-account', 5), limiter('login-address', 20)),
    record: () => undefined,
    sessions: { idleMs: 7 * DAY_MS, lifetimeMs: 30 * DAY_MS },
    ...options,
  });
}
