import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import {
  conversationPageSchema,
  conversationSchema,
  conversationSummarySchema,
  problemSchema,
} from '@alice/contracts';
import { close, createHttpApp, createLogger, createMetrics, listen } from '@alice/service-runtime';
import { addTestUsers } from '../../database/add-test-users.contract';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { conversationsRoutes } from './conversations-routes';
import { ConversationsService } from './conversations-service';
import { KnexConversationStore } from './knex-conversation-store';
import { begin, say } from './test-turns.contract';

let database: Database;
let store: KnexConversationStore;
let service: ConversationsService;
let server: Server;
let address: string;
let now: Date;

beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  await addTestUsers(database);
  store = new KnexConversationStore(database);
  now = new Date('2026-01-02T00:00:00.000Z');
  service = new ConversationsService(store, () => now);
  const anna = { id: 'anna', username: 'anna', role: 'adult' as const, createdAt: now.toISOString() };
  const routes = conversationsRoutes(service, () => anna);
  const logger = createLogger({ service: 'test', level: 'error' });
  const app = createHttpApp({ routes, logger, metrics: createMetrics(), guard: () => [] });
  server = createServer(app);
  address = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/api/conversations`;
});

afterEach(async () => {
  await close(server);
  await database.destroy();
});

const call = (path: string, method = 'GET') => fetch(`${address}${path}`, { method });

it('takes a deletion back within 24 hours, and not after', async () => {
  const { conversationId } = await say(store, 'hej', 'hej på dig');
  expect((await call(`/${conversationId}`, 'DELETE')).status).toBe(204);
  expect((await call(`/${conversationId}`)).status).toBe(404);
  expect((await call(`/${conversationId}`, 'DELETE')).status).toBe(404);
  now = new Date('2026-01-02T23:59:00.000Z');
  expect(await service.purgeDeleted()).toBe(0);
  const restored = await call(`/${conversationId}/restore`, 'POST');
  expect(restored.status).toBe(200);
  expect(conversationSummarySchema.parse(await restored.json())).toMatchObject({ title: 'hej' });

  await call(`/${conversationId}`, 'DELETE');
  now = new Date('2026-01-04T00:00:00.000Z');
  expect(await service.purgeDeleted()).toBe(1);
  expect((await call(`/${conversationId}/restore`, 'POST')).status).toBe(404);
});

it.each(['', '/restore', '/export'])(
  'finds nothing at an id that is none, with %j behind it',
  async (rest) => {
    const method = rest === '/restore' ? 'POST' : 'GET';
    for (const id of [randomUUID(), 'x', '%00', '..%2f', '%F0%9F%A6%90']) {
      const response = await call(`/${id}${rest}`, method);
      expect([id, response.status]).toEqual([id, 404]);
      expect(problemSchema.parse(await response.json()).code).toBe('not_found');
    }
  },
);

it('searches with any query, and says where it was found', async () => {
  const { messageId } = await say(store, 'fråga', 'Receptet är enkelt', { title: 'Middag' });
  const found = await call(`?query=${encodeURIComponent('"recept')}`);
  expect(conversationPageSchema.parse(await found.json()).items).toMatchObject([
    {
      title: 'Middag',
      match: {
        messageId,
        parts: [
          { text: 'Receptet', hit: true },
          { text: ' är enkelt', hit: false },
        ],
      },
    },
  ]);
  for (const query of ['%00', '%22*%22', '🦐']) {
    const nothing = await call(`?query=${query}`);
    expect([query, nothing.status, await nothing.json()]).toEqual([
      query,
      200,
      { items: [], nextCursor: null },
    ]);
  }
  expect((await call('?cursor=bogus')).status).toBe(400);
});

it('exports a conversation as a file that is called like it', async () => {
  const { conversationId } = await begin(store, 'Åska: i/Örebro? \u202e🦐');
  const markdown = await call(`/${conversationId}/export`);
  expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(markdown.headers.get('content-disposition')).toBe(
    `attachment; filename="alice-?ska-i-?rebro.md"; filename*=UTF-8''alice-%C3%85ska-i-%C3%96rebro.md`,
  );
  expect(await markdown.text()).toContain('# Åska: i/Örebro?');
  const json = await call(`/${conversationId}/export?format=json`);
  expect(json.headers.get('content-disposition')).toContain('.json');
  expect(conversationSchema.parse(await json.json()).messages).toHaveLength(2);

  const { conversationId: nameless } = await begin(store, '???');
  const file = await call(`/${nameless}/export`);
  expect(file.headers.get('content-disposition')).toBe('attachment; filename=alice-conversation.md');
});
