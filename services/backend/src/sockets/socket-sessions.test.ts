import { EventEmitter } from 'node:events';
import type { User } from '@alice/contracts';
import type { Logger } from '@alice/service-runtime';
import { waitUntil } from '@alice/test-stack';
import type { AccountsService } from '../features/accounts';
import type { AliceSocket } from '../features/conversations';
import { SocketSessions } from './socket-sessions';

const user: User = { id: 'anna', username: 'Anna', role: 'adult', createdAt: '2026-01-01T12:00:00.000Z' };

let held: Set<string>;
let asked: string[][];
let taken: (userId: string) => void;
let away: boolean;
let sessions: SocketSessions;

class FakeSocket extends EventEmitter {
  readonly data = { user };
  readonly handshake: { headers: Record<string, string> };
  disconnected = false;

  constructor(secret: string, isKey: boolean) {
    super();
    this.handshake = {
      headers: isKey ? { authorization: `Bearer ${secret}` } : { cookie: `alice_sid=${secret}` },
    };
  }

  disconnect(): void {
    this.disconnected = true;
    this.emit('disconnect');
  }
}

const answer = <T>(secrets: string[], value: T): Promise<T> => {
  asked.push(secrets);
  return away ? Promise.reject(new Error('away')) : Promise.resolve(value);
};
const find = (secret: string) => answer([secret], held.has(secret) ? user : undefined);
const findKey = async (secret: string) => (await find(secret)) && { user, scopes: null };

beforeEach(() => {
  held = new Set(['cookie', 'key']);
  asked = [];
  away = false;
  const accounts: Partial<AccountsService> = {
    userOfSession: find,
    identityOfKey: findKey,
    stillHeld: (secrets) => answer([...secrets], new Set(secrets.filter((secret) => held.has(secret)))),
    onAccessTaken: (listener) => (taken = listener),
  };
  const logger: Partial<Logger> = { debug: jest.fn() };
  sessions = new SocketSessions(accounts as AccountsService, logger as Logger);
});
afterEach(() => sessions.close());

function connect(secret = 'cookie', isKey = false): { socket: AliceSocket; fake: FakeSocket } {
  const fake = new FakeSocket(secret, isKey);
  const socket = fake as unknown as AliceSocket;
  sessions.follow(socket);
  return { socket, fake };
}

it('asks once for what comes in the same second, and of all sockets together after that', async () => {
  const { socket } = connect();
  connect('key', true);
  expect(await sessions.holds(socket)).toBe(true);
  expect(sessions.holds(socket)).toBe(true);
  expect(asked).toEqual([['cookie']]);
  await waitUntil('a look', () => asked.length > 1);
  expect(asked[1]).toEqual(['cookie', 'key']);
  await waitUntil('what it found', () => sessions.holds(socket) === true);
});

it('refuses at once whose session was ended here', async () => {
  const { socket, fake } = connect();
  expect(await sessions.holds(socket)).toBe(true);
  held.delete('cookie');
  taken('bo');
  expect(sessions.holds(socket)).toBe(true);
  taken('anna');
  expect(await sessions.holds(socket)).toBe(false);
  await waitUntil('it to be disconnected', () => fake.disconnected);
});

it('disconnects within a second whose session was ended elsewhere', async () => {
  const { socket, fake } = connect();
  const other = connect('key', true);
  expect(await sessions.holds(socket)).toBe(true);
  held.delete('cookie');
  await waitUntil('it to be disconnected', () => fake.disconnected, { timeoutMs: 2_000 });
  expect(other.fake.disconnected).toBe(false);
});

it('is sure of nothing for longer than a second while the database is away', async () => {
  const { socket, fake } = connect();
  expect(await sessions.holds(socket)).toBe(true);
  away = true;
  const refused = async () => {
    try {
      return !(await sessions.holds(socket));
    } catch (error) {
      return (error as Error).message === 'away';
    }
  };
  await waitUntil('the second to be over', refused, { timeoutMs: 2_000 });
  expect(fake.disconnected).toBe(false);
});
