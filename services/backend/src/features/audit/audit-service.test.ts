import type { AuditEntry, User } from '@alice/contracts';
import { runInContext } from '@alice/service-runtime';
import { AuditService } from './audit-service';
import type { AuditStore } from './audit-store';

const user: User = { id: '1', username: 'Åsa', role: 'owner', createdAt: '2026-01-01T12:00:00.000Z' };
const context = { requestId: 'abcdef0123456789', locale: 'sv', address: '192.0.2.1' } as const;

let lines: AuditEntry[];
let failure: Error | undefined;
const onError = jest.fn();
const store: AuditStore = {
  append: (entry) => {
    if (failure) return Promise.reject(failure);
    lines.unshift({ ...entry, id: lines.length + 1 });
    return Promise.resolve();
  },
  read: (limit, before = Infinity) => Promise.resolve(lines.filter(({ id }) => id < before).slice(0, limit)),
};
const audit = new AuditService(store, { onError, now: () => new Date('2026-01-01T12:00:00Z') });

beforeEach(() => {
  lines = [];
  failure = undefined;
  onError.mockReset();
});

it('writes down who did what from where, as the request knows', async () => {
  runInContext({ ...context, user }, () => audit.record('key_made', { subject: 'skript' }));
  runInContext(context, () => audit.record('login', { subject: 'Åsa', outcome: 'failed' }));
  runInContext(context, () => audit.record('login', { actor: user }));
  audit.record('password_reset', { subject: 'Åsa' });
  const line = { at: '2026-01-01T12:00:00.000Z', address: '192.0.2.1', requestId: context.requestId };
  const åsa = { id: '1', name: 'Åsa' };
  expect((await audit.page()).items.reverse()).toEqual([
    { id: 1, ...line, actor: åsa, action: 'key_made', subject: 'skript', outcome: 'ok' },
    { id: 2, ...line, actor: null, action: 'login', subject: 'Åsa', outcome: 'failed' },
    { id: 3, ...line, actor: åsa, action: 'login', subject: null, outcome: 'ok' },
    expect.objectContaining({ id: 4, actor: null, address: null, requestId: null }),
  ]);
});

it('gives fifty lines at a time', async () => {
  for (let i = 0; i < 70; i++) audit.record('tool_called', { subject: 'PAUSE' });
  const first = await audit.page();
  expect([first.items.length, first.items[0]?.id, first.nextCursor]).toEqual([50, 70, '21']);
  const second = await audit.page(Number(first.nextCursor));
  expect([second.items.length, second.items[0]?.id, second.nextCursor]).toEqual([20, 20, null]);
});

it('tells of a line that cannot be written, and holds nobody up', async () => {
  failure = new Error('away');
  audit.record('logout');
  await audit.written();
  expect(onError).toHaveBeenCalledWith(failure);
});
