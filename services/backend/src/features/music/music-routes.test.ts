import { createServer, type Server } from 'node:http';
import type { Problem } from '@alice/contracts';
import { NotFoundError, ToolFailure, UnavailableError } from '@alice/errors';
import { close, createHttpApp, createLogger, createMetrics, listen } from '@alice/service-runtime';
import type { MusicCollection } from './music-collection.port';
import type { MusicPlayer } from './music-player.port';
import { musicRoutes } from './music-routes';
import type { Picture } from './track-pictures.port';

const uri = 'alice/Åsa Norrsken/01 Snö & is.opus';
const png: Picture = { type: 'image/png', bytes: Buffer.from('89504e470d0a1a0a00', 'hex') };
const done = () => jest.fn(() => Promise.resolve());
const player = { seek: done() };
const collection = {
  queue: jest.fn(() => Promise.resolve({ tracks: [], first: 0, position: null, total: 0 })),
  playFromQueue: done(),
  removeFromQueue: done(),
  likes: jest.fn(() => Promise.resolve({ tracks: [], total: 0 })),
  setLiked: done(),
  library: done(),
  updateLibrary: done(),
};
const pictures = {
  has: () => Promise.resolve(true),
  read: jest.fn((asked: string): Promise<Picture | null> => Promise.resolve(asked === uri ? png : null)),
};
const routes = musicRoutes(
  player as unknown as MusicPlayer,
  collection as unknown as MusicCollection,
  pictures,
);

let server: Server;
let url: string;
beforeAll(async () => {
  const logger = createLogger({ service: 'test', level: 'error' });
  server = createServer(createHttpApp({ routes, logger, metrics: createMetrics() }));
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/api/music`;
});
beforeEach(() => jest.clearAllMocks());
afterAll(() => close(server));

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const problemOf = async (answer: Response) => (await answer.json()) as Problem;
const coverOf = (asked: string) => `/cover?uri=${encodeURIComponent(asked)}`;

it('lets the owner alone have the folders looked through, and everybody do the rest', () => {
  const owners = routes.filter(({ access }) => access !== 'user');
  expect(owners.map(({ method, path, access }) => [method, path, access])).toEqual([
    ['post', '/api/music/library/update', 'owner'],
  ]);
});

it('hands over a cover once, and then says that it is still the same', async () => {
  const answer = await send('GET', coverOf(uri));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(answer.headers.get('cache-control')).toBe('private, max-age=3600');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png.bytes);
  const again = await send('GET', coverOf(uri), undefined, {
    'if-none-match': answer.headers.get('etag') ?? '',
    'cache-control': 'max-age=0',
  });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const other = await send('GET', coverOf(uri), undefined, { 'if-none-match': '"other"' });
  expect(other.status).toBe(200);
});

it('answers 404 for a track without a cover', async () => {
  const answer = await send('GET', coverOf('alice/annan.opus'));
  expect([answer.status, (await problemOf(answer)).code]).toEqual([404, 'not_found']);
});

it.each([
  'a\u0000',
  '',
  '/etc/passwd',
  '../state',
  'alice/../../etc/passwd',
  'alice/./x',
  'alice//x',
  'file:///etc/passwd',
  'http://example.org/a.mp3',
  'a\nclear',
  'x'.repeat(4097),
])('lets no path out of the music folder: %#', async (path) => {
  for (const answer of [
    await send('GET', coverOf(path)),
    await send('POST', '/likes', { uri: path }),
    await send('POST', '/queue/play', { uri: path }),
  ]) {
    const problem = await problemOf(answer);
    expect([answer.status, problem.code]).toEqual([400, 'invalid_input']);
  }
  expect(pictures.read).not.toHaveBeenCalled();
  expect(collection.setLiked).not.toHaveBeenCalled();
});

it('passes on what is wished', async () => {
  const wishes: [string, string, unknown?][] = [
    ['POST', '/seek', { seconds: 12.5 }],
    ['POST', '/queue/play', { id: 3 }],
    ['POST', '/queue/play', { uri }],
    ['DELETE', '/queue/3'],
    ['POST', '/likes', { uri }],
    ['DELETE', `/likes?uri=${encodeURIComponent(uri)}`],
  ];
  for (const wish of wishes) expect((await send(...wish)).status).toBe(204);
  expect((await send('POST', '/library/update')).status).toBe(202);
  expect(player.seek).toHaveBeenCalledWith(12.5);
  expect(collection.playFromQueue.mock.calls).toEqual([[{ id: 3 }], [{ uri }]]);
  expect(collection.removeFromQueue).toHaveBeenCalledWith(3);
  expect(collection.setLiked.mock.calls).toEqual([
    [uri, true],
    [uri, false],
  ]);
  expect(await (await send('GET', '/queue')).json()).toMatchObject({ total: 0 });
  expect(await (await send('GET', '/likes')).json()).toMatchObject({ total: 0 });
});

it.each<[string, string, unknown]>([
  ['POST', '/seek', {}],
  ['POST', '/seek', { seconds: -1 }],
  ['POST', '/seek', { seconds: '10' }],
  ['POST', '/queue/play', {}],
  ['POST', '/queue/play', { id: 1, uri }],
  ['POST', '/queue/play', { id: 1.5 }],
  ['POST', '/queue/play', { id: 2 ** 31 }],
  ['DELETE', '/queue/abc', undefined],
  ['DELETE', '/queue/-1', undefined],
  ['DELETE', '/likes', undefined],
])('refuses %s %s %j as wrong', async (method, path, body) => {
  const answer = await send(method, path, body);
  expect([answer.status, (await problemOf(answer)).code]).toEqual([400, 'invalid_input']);
});

it('says in the language of the caller why nothing can be sought', async () => {
  player.seek.mockImplementation(() => Promise.reject(new ToolFailure('nothing_playing')));
  const swedish = await send('POST', '/seek', { seconds: 1 }, { 'accept-language': 'sv' });
  expect(swedish.status).toBe(409);
  expect((await problemOf(swedish)).errors).toEqual([
    { path: 'seconds', message: 'Det spelas inget just nu.' },
  ]);
  const english = await send('POST', '/seek', { seconds: 1 }, { 'accept-language': 'en' });
  expect((await problemOf(english)).errors?.[0]?.message).toBe('Nothing is playing right now.');
  player.seek.mockImplementation(() => Promise.reject(new ToolFailure('unavailable')));
  const away = await send('POST', '/seek', { seconds: 1 });
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
});

it('says what is gone, and that the player is away', async () => {
  collection.playFromQueue.mockImplementation(() => Promise.reject(new NotFoundError('gone')));
  expect((await send('POST', '/queue/play', { id: 3 })).status).toBe(404);
  collection.queue.mockImplementation(() => Promise.reject(new UnavailableError('away')));
  expect((await send('GET', '/queue')).status).toBe(503);
});
