import type { BackendConfig, BackendSecrets } from './config/config';
import type { Database } from './database/open-database';
import { AccountsService } from './features/accounts';
import { KnexAccountStore } from './features/accounts/knex-account-store';
import { AuditService, type AuditRecord } from './features/audit';
import { KnexAuditStore } from './features/audit/knex-audit-store';
import { createLimiter, LOGIN_WINDOW_SECONDS, LoginBrake } from './features/limits';

const HOUR_MS = 3_600_000;

/** The audit log on an open database; `onError` is told of a line that could not be written. */
export function createAudit(database: Database, onError: (error: unknown) => void): AuditService {
  return new AuditService(new KnexAuditStore(database), { onError });
}

/** The audit log for one piece of work from the command line, which fails where a line of it could not be written. */
export async function auditFor(database: Database, work: (audit: AuditService) => unknown): Promise<void> {
  let failure: Error | undefined;
  const audit = createAudit(
    database,
    (cause) => (failure = new Error('the audit log was not written', { cause })),
  );
  await work(audit);
  await audit.written();
  if (failure) throw failure;
}

/** What slows down who guesses passwords, by account and by address. */
export function createLoginBrake(database: Database, config: BackendConfig): LoginBrake {
  const limiter = (name: string, points: number) =>
    createLimiter(database, { name, points, seconds: LOGIN_WINDOW_SECONDS });
  return new LoginBrake(
    limiter('login-account', config.RATE_LOGIN_PER_ACCOUNT),
    limiter('login-address', config.RATE_LOGIN_PER_ADDRESS),
  );
}

/** The accounts on an open database. */
export function createAccounts(
  database: Database,
  config: BackendConfig,
  secrets: BackendSecrets,
  record: AuditRecord,
  brake = createLoginBrake(database, config),
): AccountsService {
  return new AccountsService(new KnexAccountStore(database), {
    setupToken: secrets.SETUP_TOKEN,
    brake,
    sessions: { idleMs: config.SESSION_IDLE_HOURS * HOUR_MS, lifetimeMs: config.SESSION_DAYS * 24 * HOUR_MS },
    record,
  });
}
