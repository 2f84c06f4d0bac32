import { PassThrough } from 'node:stream';
import { waitUntil } from '@alice/test-stack';
import { BodyChunks } from './body-chunks';

let body: PassThrough;
let chunks: BodyChunks;
beforeEach(() => {
  body = new PassThrough();
  chunks = new BodyChunks(body);
});

const textOf = async (): Promise<string> => {
  let text = '';
  for await (const chunk of chunks) text += Buffer.from(chunk).toString();
  return text;
};

it('gives every chunk in its order, before and after it is waited for, and then the end', async () => {
  body.write('Det ');
  const read = textOf();
  for (const word of ['var ', 'en ', 'gång']) body.write(word);
  body.end();
  expect(await read).toBe('Det var en gång');
  expect(await chunks.next()).toEqual({ done: true, value: undefined });
});

it('has the server wait for a slow reader, and loses nothing', async () => {
  let taken = 0;
  const write = () => {
    while (taken < 1_000 && body.write(`${'a'.repeat(999)}\n`)) taken++;
    if (taken === 1_000) body.end();
    else body.once('drain', () => write());
  };
  write();
  await chunks.next();
  await waitUntil('it to wait', () => body.isPaused());
  expect(taken).toBeLessThan(200);
  expect((await textOf()).match(/\n/g)?.length).toBeGreaterThanOrEqual(999);
});

it('fails at once where the body does', async () => {
  body.write('Det ');
  await new Promise((resolve) => setImmediate(resolve));
  body.destroy(new Error('reset'));
  await waitUntil('the failure', () => body.closed, { intervalMs: 1 });
  await expect(textOf()).rejects.toThrow('reset');
  await expect(chunks.next()).rejects.toThrow('reset');
});

describe('a body that is left', () => {
  it('is read to its end where that comes at once', async () => {
    body.write('{"done":true}\n');
    await chunks.next();
    await chunks.return();
    body.end();
    await waitUntil('its end', () => body.readableEnded, { intervalMs: 1 });
    expect(body.errored).toBeNull();
  });

  it('is destroyed where it goes on', async () => {
    await chunks.return();
    body.write('a'.repeat(2_000));
    await waitUntil('it to be destroyed', () => body.destroyed, { timeoutMs: 50, intervalMs: 1 });
  });

  it('is destroyed where nothing more comes', async () => {
    await chunks.return();
    await waitUntil('it to be destroyed', () => body.destroyed, { timeoutMs: 1_000 });
  });
});
