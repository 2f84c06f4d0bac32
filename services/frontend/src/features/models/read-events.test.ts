import { readEvents, type ServerEvent } from './read-events';

const encoder = new TextEncoder();
const streamOf = (...chunks: (string | Uint8Array)[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
async function read(body: ReadableStream<Uint8Array>, silenceMs = 1000): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body, silenceMs)) events.push(event);
  return events;
}

it('reads events however they are cut, and leaves comments out', async () => {
  const text = 'event: progress\ndata: {"å": 1}\n\n:\n\nevent: done\r\ndata: {}\r\n\r\n';
  const bytes = encoder.encode(text);
  const expected = [
    { event: 'progress', data: '{"å": 1}' },
    { event: 'done', data: '{}' },
  ];
  expect(await read(streamOf(text))).toEqual(expected);
  expect(await read(streamOf(...[...bytes].map((byte) => Uint8Array.of(byte))))).toEqual(expected);
});

it('joins the lines of data, and takes no half event for a whole one', async () => {
  expect(await read(streamOf('data: a\ndata: b\n\nevent: progress\ndata: half'))).toEqual([
    { event: 'message', data: 'a\nb' },
  ]);
});

it('takes a silent stream for broken, and lets go of it', async () => {
  let cancelled = false;
  const silent = new ReadableStream<Uint8Array>({ cancel: () => void (cancelled = true) });
  await expect(read(silent, 10)).rejects.toThrow('silent');
  expect(cancelled).toBe(true);
});
