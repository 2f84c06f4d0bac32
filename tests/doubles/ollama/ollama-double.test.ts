import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@alice/test-stack';
import type { Mode } from './bad-days.ts';
import { startOllamaDouble, type OllamaDouble } from './ollama-double.ts';

interface Line {
  message?: { content: string; thinking?: string; tool_calls?: unknown[] };
  done?: boolean;
  done_reason?: string;
  error?: string;
  eval_duration?: number;
  status?: string;
}

const tool = { type: 'function', function: { name: 'SET_VOLUME', parameters: {} } };
const pace = { tokenMs: 1, firstTokenMs: 1, slowFirstTokenMs: 60, pullStepMs: 1 };

describe('the double of Ollama', () => {
  let double: OllamaDouble;
  beforeEach(async () => {
    double = await startOllamaDouble({ models: ['qwen3:4b'], pace });
  });
  afterEach(() => double.close());

  const post = (path: string, body: unknown, signal?: AbortSignal) =>
    fetch(double.url + path, { method: 'POST', body: JSON.stringify(body), ...(signal ? { signal } : {}) });
  const chat = (content: string, more: Record<string, unknown> = {}) =>
    post('/api/chat', { model: 'qwen3:4b', messages: [{ role: 'user', content }], think: false, ...more });
  const running = async () =>
    ((await (await fetch(`${double.url}/double/running`)).json()) as { running: number }).running;
  const lines = async (response: Response) =>
    (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  it('streams an answer and ends with its counters', async () => {
    const answer = await lines(await chat('Vad är klockan?'));
    const text = answer.map((line) => line.message?.content).join('');
    expect(text).toMatch(/^Du frågade: "Vad är klockan\?"\. .*artigt\.$/);
    expect(answer.slice(0, -1).every((line) => line.done === false)).toBe(true);
    expect(answer.at(-1)).toMatchObject({
      done: true,
      done_reason: 'stop',
      eval_duration: expect.any(Number) as number,
    });
  });

  it('answers in one piece where no stream is wanted', async () => {
    const answer = (await (await chat('Hello there', { stream: false })).json()) as Line;
    expect(answer).toMatchObject({
      done: true,
      message: { content: expect.stringMatching(/^You asked/) as string },
    });
  });

  it('thinks unless told not to', async () => {
    const thoughts = async (think: unknown) =>
      (await lines(await chat('Hej', { think }))).filter((line) => line.message?.thinking).length;
    expect(await thoughts(undefined)).toBeGreaterThan(0);
    expect(await thoughts('low')).toBeGreaterThan(0);
    expect(await thoughts(false)).toBe(0);
  });

  it('calls a tool that it was offered, in the line that ends the answer', async () => {
    const answer = await lines(await chat('tool:SET_VOLUME {"level": 30}', { tools: [tool] }));
    expect(answer.at(-1)).toMatchObject({
      done: true,
      message: { tool_calls: [{ function: { name: 'SET_VOLUME', arguments: { level: 30 } } }] },
    });
    const notOffered = await lines(await chat('tool:SET_VOLUME {"level": 30}'));
    expect(notOffered.at(-1)?.message?.tool_calls).toBeUndefined();
  });

  it('says what the tool answered', async () => {
    const messages = [
      { role: 'user', content: 'Höj: tool:SET_VOLUME {"level": 30}' },
      { role: 'tool', tool_name: 'SET_VOLUME', content: 'volume is 30' },
    ];
    const answer = await lines(await chat('', { messages, tools: [tool] }));
    expect(answer.map((line) => line.message?.content).join('')).toBe(
      'Klart. SET_VOLUME svarade: volume is 30',
    );
  });

  it.each<[Mode, number, RegExp]>([
    ['busy', 503, /server busy/],
    ['model-missing', 404, /model 'qwen3:4b' not found/],
    ['out-of-memory', 500, /more system memory/],
  ])('refuses on a %s day', async (mode, status, error) => {
    const response = await chat(`Hej [double:${mode}]`);
    expect(response.status).toBe(status);
    expect(((await response.json()) as Line).error).toMatch(error);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      '[double:no-tools]',
      { tools: [tool] },
      /^registry\.ollama\.ai\/library\/qwen3:4b does not support tools/,
    ],
    ['[double:no-thinking]', { think: 'low' }, /^"qwen3:4b" does not support thinking/],
    ['', { model: 'plain:1b', tools: [tool] }, /does not support tools/],
    ['', { model: 'plain:1b', think: true }, /does not support thinking/],
  ])('refuses what the model can not do: %s %j', async (marker, more, error) => {
    await (await post('/api/pull', { model: 'plain:1b' })).text();
    const response = await chat(`Hej ${marker}`, more);
    expect(response.status).toBe(400);
    expect(((await response.json()) as Line).error).toMatch(error);
    expect((await chat(`Hej ${marker}`, { ...more, think: false, tools: [] })).status).toBe(200);
  });

  it('refuses a model that it does not have', async () => {
    expect((await chat('Hej', { model: 'gpt-oss:20b' })).status).toBe(404);
  });

  it('ends with an error in the middle of an answer', async () => {
    const answer = await lines(await chat('Hej [double:error-mid-stream]'));
    expect(answer[0]?.message?.content).toBe('Du');
    expect(answer.at(-1)?.error).toMatch(/unexpected EOF/);
  });

  it('breaks the connection in the middle of a line', async () => {
    await expect(chat('Hej [double:reset]').then((response) => response.text())).rejects.toThrow();
  });

  it.each<Mode>(['stall', 'infinite', 'flood', 'endless-thinking'])(
    'goes on without an end on a %s day',
    async (mode) => {
      const leave = new AbortController();
      const body = { model: 'qwen3:4b', messages: [{ role: 'user', content: `Hej [double:${mode}]` }] };
      const reader = (await post('/api/chat', body, leave.signal)).body?.getReader();
      expect((await reader?.read())?.done).toBe(false);
      expect(await running()).toBe(1);
      leave.abort();
      await expect(reader?.read()).rejects.toThrow();
      await waitUntil('the double to notice', () => double.requests[0]?.aborted === true);
      expect(await running()).toBe(0);
    },
  );

  it('sends what cannot be read', async () => {
    const text = await (await chat('Hej [double:invalid-json]')).text();
    expect(() => JSON.parse(text.trim().split('\n').at(-1) ?? '') as unknown).toThrow();
    const huge = await (await chat('Hej [double:huge-line]')).text();
    expect(Math.max(...huge.split('\n').map((line) => line.length))).toBeGreaterThan(10 * 1024 * 1024);
  });

  it('says nothing on an empty day', async () => {
    const answer = await lines(await chat('Hej [double:empty]'));
    expect(answer).toHaveLength(1);
    expect(answer[0]).toMatchObject({ done: true, message: { content: '' } });
  });

  it('fails at a tool call once, then no more', async () => {
    double.setMode('tool-call-broken-once');
    const call = () => chat('tool:SET_VOLUME {"level": 30}', { tools: [tool] }).then(lines);
    expect((await call()).at(-1)?.error).toMatch(/^error parsing tool call/);
    expect((await call()).at(-1)?.message?.tool_calls).toHaveLength(1);
  });

  it('is busy once for a question, then no more', async () => {
    const statuses = async (text: string) => [(await chat(text)).status, (await chat(text)).status];
    expect(await statuses('Hej [double:busy-once]')).toEqual([503, 200]);
    expect(await statuses('Hallå [double:busy-once]')).toEqual([503, 200]);
  });

  it('keeps a mode until it is ended', async () => {
    expect((await post('/double/mode', { mode: 'busy' })).status).toBe(204);
    expect((await chat('Hej')).status).toBe(503);
    await post('/double/mode', { mode: 'ok' });
    expect((await chat('Hej')).status).toBe(200);
    expect((await post('/double/mode', { mode: 'sunny' })).status).toBe(400);
  });

  it('pulls, lists, shows and deletes models', async () => {
    const progress = await lines(await post('/api/pull', { model: 'gpt-oss:20b' }));
    expect(progress[0]).toEqual({ status: 'pulling manifest' });
    expect(progress.filter((line) => 'completed' in line).at(-1)).toMatchObject({ completed: 2_620_788_260 });
    expect(progress.at(-1)).toEqual({ status: 'success' });
    const names = async () =>
      ((await (await fetch(`${double.url}/api/tags`)).json()) as { models: { name: string }[] }).models.map(
        ({ name }) => name,
      );
    expect(await names()).toEqual(['gpt-oss:20b', 'qwen3:4b']);
    expect((await post('/api/show', { model: 'gpt-oss:20b' })).status).toBe(200);
    await fetch(`${double.url}/api/delete`, {
      method: 'DELETE',
      body: JSON.stringify({ model: 'gpt-oss:20b' }),
    });
    expect(await names()).toEqual(['qwen3:4b']);
    expect((await lines(await post('/api/pull', { model: 'missing:1b' }))).at(-1)?.error).toBeDefined();
    for (const model of ['full:1b', 'offline:1b']) {
      const failed = await lines(await post('/api/pull', { model }));
      expect(failed.slice(-2)).toEqual([
        expect.objectContaining({ completed: 1_310_394_130 }),
        { error: expect.stringMatching(/no space left|no such host/) as string },
      ]);
    }
  });

  it('shares its models with another server of the same directory', async () => {
    const modelsDirectory = mkdtempSync(join(tmpdir(), 'alice-models-'));
    const [puller, server] = await Promise.all([
      startOllamaDouble({ modelsDirectory, pace }),
      startOllamaDouble({ modelsDirectory, pace }),
    ]);
    try {
      const pulled = await fetch(`${puller.url}/api/pull`, { method: 'POST', body: '{"model": "qwen3:4b"}' });
      await pulled.text();
      const tags: unknown = await (await fetch(`${server.url}/api/tags`)).json();
      expect(tags).toMatchObject({ models: [{ name: 'qwen3:4b' }] });
    } finally {
      await Promise.all([puller.close(), server.close()]);
      rmSync(modelsDirectory, { recursive: true });
    }
  });

  it('remembers what it was asked', async () => {
    await (await chat('Hej', { options: { temperature: 0.15 } })).text();
    await waitUntil('the end to be seen', () => double.requests[0]?.endedAt !== undefined);
    const { startedAt = 0, firstTokenAt = 0, endedAt = 0 } = double.requests[0] ?? {};
    expect(firstTokenAt).toBeGreaterThan(startedAt);
    expect(endedAt).toBeGreaterThan(firstTokenAt);
    expect(double.requests).toMatchObject([{ path: '/api/chat', body: { options: { temperature: 0.15 } } }]);
    const told = (await (await fetch(`${double.url}/double/requests`)).json()) as unknown[];
    expect(told).toHaveLength(1);
  });
});
