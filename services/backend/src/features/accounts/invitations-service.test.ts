import { ConflictError, ForbiddenError, NotFoundError, RateLimitedError } from '@alice/errors';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { createLimiter, LOGIN_WINDOW_SECONDS, LoginBrake } from '../limits';
import type { AccountsService } from './accounts-service';
import { InvitationsService } from './invitations-service';
import { KnexInvitationStore } from './knex-invitation-store';
import { DAY_MS, testAccounts } from './test-accounts.contract';

const bo = { username: 'Bo', password: 'ett bra lösenord' };
const address = '192.0.2.1';
let database: Database;
let now: Date;
let accounts: AccountsService;
let invitations: InvitationsService;
let recorded: string[];

beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  now = new Date('2026-01-01T12:00:00Z');
  recorded = [];
  const limiter = (name: string, points: number) =>
    createLimiter(database, { name, points, seconds: LOGIN_WINDOW_SECONDS });
  const options = {
    brake: new LoginBrake(limiter('login-account', 5), limiter('login-address', 20)),
    record: (action: string) => void recorded.push(action),
    now: () => now,
  };
  accounts = testAccounts(database, options);
  invitations = new InvitationsService(new KnexInvitationStore(database), accounts, {
    ...options,
    publicUrl: 'http://localhost:8080',
  });
});
afterEach(() => database.destroy());

async function invite(): Promise<string> {
  const { url } = await invitations.create({ role: 'guest', name: 'Bo' });
  expect(url).toMatch(/^http:\/\/localhost:8080\/invite#[\w-]{43}$/);
  return url.split('#')[1] ?? '';
}

it('lets who has the link make an account with the role that was chosen, once, and signs them in', async () => {
  const token = await invite();
  expect(JSON.stringify(await database('invitations'))).not.toContain(token);
  const { user, token: session } = await invitations.accept({ token, ...bo });
  expect(user).toMatchObject({ username: 'Bo', role: 'guest' });
  expect(await accounts.userOfSession(session)).toEqual(user);
  await expect(invitations.accept({ token, ...bo, username: 'Bosse' })).rejects.toThrow(ForbiddenError);
  expect(await invitations.open()).toEqual([]);
  expect(recorded).toEqual(['invitation_made', 'invitation_accepted', 'invitation_accepted']);
});

it('is void after a week, and when it is revoked', async () => {
  const [token, other] = [await invite(), await invite()];
  const [newest] = await invitations.open();
  await invitations.revoke(newest?.id ?? '');
  await expect(invitations.revoke(newest?.id ?? '')).rejects.toThrow(NotFoundError);
  const left = await Promise.allSettled(
    [token, other].map((one, i) => invitations.accept({ token: one, ...bo, username: `Bo${i}` })),
  );
  expect(left.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const third = await invite();
  now = new Date(now.getTime() + 7 * DAY_MS);
  await expect(invitations.accept({ token: third, ...bo })).rejects.toThrow(ForbiddenError);
});

it('is still good for who chose a name that is taken', async () => {
  await accounts.addUser({ ...bo, role: 'adult' });
  const token = await invite();
  await expect(invitations.accept({ token, ...bo })).rejects.toThrow(ConflictError);
  await expect(invitations.accept({ token, ...bo, username: 'Bosse' })).resolves.toBeDefined();
});

it('brakes who guesses', async () => {
  for (let i = 0; i < 20; i++) {
    await expect(invitations.accept({ token: `${i}`, ...bo }, { address })).rejects.toThrow(ForbiddenError);
  }
  const token = await invite();
  await expect(invitations.accept({ token, ...bo }, { address })).rejects.toThrow(RateLimitedError);
});
