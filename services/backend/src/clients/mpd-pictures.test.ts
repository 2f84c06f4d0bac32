import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { UnavailableError } from '@alice/errors';
import { MpdPictures } from './mpd-pictures';

// Speaks as much of MPD's protocol as pictures need; what a real MPD does is in the integration test.

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.from('OK\nACK [5@0] {} \n'.repeat(99)),
]);
const files: Record<string, { embedded?: Buffer; beside?: Buffer; size?: number }> = {
  'embedded.opus': { embedded: PNG },
  'beside.opus': { beside: PNG },
  'text.opus': { embedded: Buffer.from('<svg/>') },
  'huge.opus': { embedded: PNG, size: 6 * 1024 * 1024 },
  'cut.opus': { embedded: PNG, size: 1024 * 1024 },
  'none.opus': {},
};

let server: Server;
let silent = false;
const sockets = new Set<Socket>();
const commands: string[] = [];

function answer(socket: Socket, line: string, piece: { bytes: number }): void {
  commands.push(line);
  const [, name, uri = '', offset = '0'] = /^(\w+)(?: "(.*)")?(?: (\d+))?$/.exec(line) ?? [];
  if (name === 'binarylimit') {
    piece.bytes = Number(offset);
    socket.write('OK\n');
    return;
  }
  const file = files[uri];
  const bytes = name === 'readpicture' ? file?.embedded : file?.beside;
  if (!file) socket.write(`ACK [50@0] {${name}} No such song\n`);
  else if (!bytes) socket.write(name === 'readpicture' ? 'OK\n' : 'ACK [50@0] {albumart} No file exists\n');
  else {
    const part = bytes.subarray(Number(offset), Number(offset) + piece.bytes);
    socket.write(`size: ${file.size ?? bytes.length}\nbinary: ${part.length}\n`);
    socket.write(part);
    socket.write('\nOK\n');
  }
}

beforeAll((done) => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    if (silent) return;
    const piece = { bytes: 8192 };
    socket.write('OK MPD 0.24.0\n');
    socket.on('data', (data) => {
      for (const line of data.toString().trimEnd().split('\n')) answer(socket, line, piece);
    });
  }).listen(0, '127.0.0.1', done);
});
beforeEach(() => {
  silent = false;
  commands.length = 0;
});
afterAll((done) => {
  for (const socket of sockets) socket.destroy();
  server.close(done);
});
const pictures = () => new MpdPictures({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });

it('takes the picture in the file before the one beside it, byte for byte', async () => {
  expect(await pictures().read('embedded.opus')).toEqual({ type: 'image/png', bytes: PNG });
  expect(await pictures().read('beside.opus')).toEqual({ type: 'image/png', bytes: PNG });
});

it('tells whether there is one from its beginning alone', async () => {
  expect(await pictures().has('embedded.opus')).toBe(true);
  expect(commands).toEqual(['binarylimit 64', 'readpicture "embedded.opus" 0']);
  expect(await pictures().has('none.opus')).toBe(false);
});

it.each(['none.opus', 'unknown.opus', 'text.opus', 'huge.opus', 'cut.opus'])(
  'has none for %s',
  async (uri) => {
    expect(await pictures().read(uri)).toBeNull();
  },
);

it('takes no command from a name', async () => {
  expect(await pictures().has('x" 0\nclear\nreadpicture "embedded.opus')).toBe(false);
  expect(commands.join('\n')).not.toMatch(/^clear/m);
});

it('gives up on a player that says nothing, and takes not all of its connections', async () => {
  silent = true;
  const many = pictures();
  const started = performance.now();
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => many.has('embedded.opus')));
  expect(performance.now() - started).toBeLessThan(4_500);
  for (const result of asked) {
    expect(result.status === 'rejected' && result.reason).toBeInstanceOf(UnavailableError);
  }
  silent = false;
  expect(await many.has('embedded.opus')).toBe(true);
});

it('says that nobody answers', async () => {
  const nobody = new MpdPictures({ host: '127.0.0.1', port: 1 });
  await expect(nobody.read('embedded.opus')).rejects.toBeInstanceOf(UnavailableError);
});
