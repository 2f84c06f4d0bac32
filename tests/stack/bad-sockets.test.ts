import { memoryOf } from './memory-of';
import { RawWebSocket } from './raw-websocket';
import { call, say, signIn } from './stack';

jest.setTimeout(30_000);

// Websockets that mean no good, each through nginx.

const open = async () => {
  const { status, socket } = await RawWebSocket.open();
  expect(status).toBe(101);
  // Engine.io's greeting, and the answer to socket.io's CONNECT.
  await socket.until('the greeting', () => socket.text.includes('"sid"'));
  socket.send({ payload: '40' });
  await socket.until('the connection', () => socket.text.includes('40{'));
  return socket;
};

let before: number;
beforeAll(async () => {
  await signIn();
  before = await memoryOf('backend');
});
afterAll(async () => {
  expect((await say('pausa')).reply.source).toBe('router');
  expect(await memoryOf('backend')).toBeLessThan(before + 150 * 2 ** 20);
});

describe('a handshake', () => {
  it.each([
    ['of another origin', { Origin: 'http://evil.example' }, 403],
    ['of a page of another site', { 'Sec-Fetch-Site': 'cross-site' }, 400],
    ['with another version of websockets', { 'Sec-WebSocket-Version': '7' }, 400],
    ['with a key that is none', { 'Sec-WebSocket-Key': 'short' }, 400],
  ])('%s is refused', async (_what, headers, status) => {
    const opened = await RawWebSocket.open(headers);
    opened.socket.leave();
    expect(opened.status).toBe(status);
  });

  it('of another protocol or transport is 400', async () => {
    for (const query of [
      'EIO=9&transport=websocket',
      'EIO=4&transport=polling',
      'EIO=4&transport=carrier-pigeon',
    ]) {
      expect((await call('GET', `/ws/?${query}`)).status).toBe(400);
    }
  });

  it('without a session is told so, and is not connected', async () => {
    const { status, socket } = await RawWebSocket.open({ Cookie: 'alice_sid=none' });
    expect(status).toBe(101);
    socket.send({ payload: '40' });
    await socket.until('the refusal', () => socket.text.includes('44{"message":"unauthenticated"'));
    socket.send({ payload: '42["message:send",{"text":"pausa"}]' });
    // What is sent is read in order: a ping, which is the server's to send, ends the socket after the message.
    socket.send({ payload: '2' });
    await socket.closed();
    expect(socket.text).not.toContain('answer:');
  });
});

describe('a frame', () => {
  it.each([
    ['without a mask', [{ payload: '2', masked: false }], [1002]],
    ['with reserved bits', [{ payload: '2', reserved: 3 }], [1002]],
    ['of an opcode that there is not', [{ opcode: 5, payload: 'x' }], [1002]],
    ['of text that is no UTF-8', [{ payload: Buffer.from([0x34, 0x32, 0xff, 0xfe]) }], [1007]],
    ['of 100 KB', [{ payload: 'x'.repeat(100_000) }], [1009]],
    ['that claims 100 MB', [{ payload: 'x'.repeat(1_000), claims: 100_000_000 }], [1009]],
    [
      'that goes on and on in pieces',
      Array.from({ length: 200 }, (_, at) => ({
        opcode: at === 0 ? 1 : 0,
        fin: false,
        payload: 'x'.repeat(1_000),
      })),
      [1006, 1009],
    ],
    ['of socket.io that is none', [{ payload: '4hello' }], [1000, 1002, 1005, 1006]],
    [
      'with a thousand attachments',
      [{ payload: '451000-["message:send",{"_placeholder":true,"num":0}]' }],
      [1000, 1002, 1005, 1006],
    ],
  ])('%s ends the socket', async (_what, frames, codes) => {
    const socket = await open();
    socket.send(...frames);
    expect(codes).toContain(await socket.closed());
  });

  it.each([
    '42["no:such:event",{}]',
    '42[]',
    '42["message:send"]',
    '421["message:send",null]',
    '421["message:send",{"text":1}]',
    '421["message:send",{"text":""}]',
    '421["answer:resume",{"messageId":"../../x","fromSeq":-1}]',
    '421["message:stop",{}]',
    '42["disconnect"]',
  ])('of %s harms nothing', async (payload) => {
    const socket = await open();
    socket.send({ payload });
    if (payload.startsWith('421')) {
      await socket.until('the answer', () => socket.text.includes('431['));
      expect(socket.text).toMatch(/431\[\{"problem":\{/);
    }
    socket.leave();
    expect((await call('GET', '/api/health/live')).status).toBe(200);
  });
});

it('a flood of pings keeps nobody else waiting', async () => {
  const socket = await open();
  for (let at = 0; at < 5_000; at++) socket.send({ opcode: 9, payload: 'x' });
  const started = performance.now();
  expect((await call('GET', '/api/health/live')).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(2_000);
  socket.leave();
});
