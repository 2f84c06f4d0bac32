import type { Mode } from './bad-days.ts';
import { startOllamaDouble, type OllamaDouble } from './ollama-double.ts';

interface Line {
  message: {
    content: string;
    thinking?: string;
    tool_calls?: { function: { name: string; arguments: unknown } }[];
  };
  done: boolean;
  done_reason?: string;
  prompt_eval_count?: number;
  eval_count?: number;
}
interface Message {
  role: string;
  content: string;
}

const tools = ['SET_VOLUME', 'NEXT'].map((name) => ({
  type: 'function',
  function: { name, parameters: {} },
}));
const pace = { tokenMs: 1, firstTokenMs: 1 };

describe('what the double of Ollama says', () => {
  let double: OllamaDouble;
  beforeAll(async () => {
    double = await startOllamaDouble({ models: ['qwen3:4b', 'gpt-oss:20b', 'plain:1b'], pace });
  });
  afterAll(() => double.close());

  const post = (path: string, body: unknown) =>
    fetch(double.url + path, { method: 'POST', body: JSON.stringify(body) });
  const chat = (messages: Message[], more: Record<string, unknown> = {}) =>
    post('/api/chat', { model: 'qwen3:4b', messages, think: false, ...more });
  const bytesOf = async (content: string) => {
    const chunks: Buffer[] = [];
    const { body } = await chat([{ role: 'user', content }]);
    for await (const chunk of body ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
    return chunks;
  };
  const parse = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  const ask = async (content: string, more: Record<string, unknown> = {}, rest: Message[] = []) =>
    parse(await (await chat([{ role: 'user', content }, ...rest], more)).text());
  const textOf = (lines: Line[]) => lines.map(({ message }) => message.content).join('');
  const callsOf = (lines: Line[]) => (lines.at(-1)?.message.tool_calls ?? []).map((call) => call.function);
  const broken = (text: string) => text.includes('\ufffd');

  it('cuts characters of several bytes in two', async () => {
    const chunks = await bytesOf('Hej [double:split-utf8]');
    expect(chunks.filter((chunk) => broken(chunk.toString())).length).toBeGreaterThan(10);
    const text = textOf(parse(Buffer.concat(chunks).toString()));
    expect(text).toMatch(/^Du frågade: "Hej"\. .* å, ä, ö, €, 🎵 och 👩‍👩‍👧\.$/u);
  });

  it('sends several lines together, or one in pieces', async () => {
    const linesIn = (chunk: Buffer) => chunk.toString().split('\n').length - 1;
    const together = await bytesOf('Hej [double:lines-together]');
    expect(linesIn(together[0] ?? Buffer.alloc(0))).toBe(5);
    const inPieces = await bytesOf('Hej [double:line-in-pieces]');
    expect(inPieces.slice(0, 3).map(linesIn)).toEqual([0, 0, 1]);
    for (const chunks of [together, inPieces])
      expect(textOf(parse(Buffer.concat(chunks).toString()))).toMatch(/^Du frågade: "Hej"\. .*artigt\.$/);
  });

  it('thinks and says nothing', async () => {
    const lines = await ask('Hej [double:thinking-only]');
    expect(lines.some(({ message }) => message.thinking)).toBe(true);
    expect(textOf(lines)).toBe('');
    expect(lines.at(-1)).toMatchObject({ done: true, done_reason: 'stop' });
  });

  it.each<[Mode, RegExp]>([
    ['think-tags', /^<think>\nThe person says .*\n<\/think>\n\nDu frågade: "Hej"/s],
    [
      'harmony-markers',
      /^<\|channel\|>analysis<\|message\|>The .*<\|end\|><\|start\|>assistant.*Du frågade: "Hej"/s,
    ],
  ])('leaks its thinking as words: %s', async (mode, expected) => {
    const lines = await ask(`Hej [double:${mode}]`, { think: 'low' });
    expect(textOf(lines)).toMatch(expected);
    expect(lines.every(({ message }) => message.thinking === undefined)).toBe(true);
  });

  it('calls a tool that was not offered, until it is told', async () => {
    const text = 'Hej [double:unknown-tool]';
    expect(callsOf(await ask(text, { tools }))).toMatchObject([{ name: 'LAUNCH_ROCKET' }]);
    expect(callsOf(await ask(text, { tools }, [{ role: 'tool', content: 'no such tool' }]))).toEqual([]);
    expect(callsOf(await ask(text))).toEqual([]);
  });

  it.each<[Mode, unknown[]]>([
    ['invalid-arguments', ['fifty', 'fifty', 'fifty']],
    ['invalid-arguments-once', ['fifty', 50, undefined]],
  ])('calls with bad arguments: %s', async (mode, expected) => {
    const told = { role: 'tool', content: 'level must be a number' };
    const levels: unknown[] = [];
    for (const rest of [[], [told], [told, told]]) {
      const [call] = callsOf(await ask(`Hej [double:${mode}]`, { tools }, rest));
      levels.push((call?.arguments as { level: unknown } | undefined)?.level);
    }
    expect(levels).toEqual(expected);
  });

  it('calls without an end', async () => {
    const told = Array.from({ length: 9 }, () => ({ role: 'tool', content: 'enough' }));
    expect(callsOf(await ask('Hej [double:many-calls]', { tools }, told))).toMatchObject([{ name: 'NEXT' }]);
  });

  it('ends without saying that it is done', async () => {
    const lines = await ask('Hej [double:connection-closed-early]');
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)?.done).toBe(false);
  });

  it('says as many words as it is told, at the pace that it is told', async () => {
    const started = performance.now();
    const lines = await ask('[double:say 4] [double:pace 25]');
    expect(textOf(lines)).toBe('ord1 ord2 ord3 ord4');
    expect(lines).toHaveLength(5);
    expect(performance.now() - started).toBeGreaterThan(90);
  });

  it('counts about a token for three characters of all that was said', async () => {
    const rest = [
      { role: 'assistant', content: 'b'.repeat(300) },
      { role: 'user', content: 'c'.repeat(300) },
    ];
    const lines = await ask('a'.repeat(300), {}, rest);
    expect(lines.at(-1)).toMatchObject({ prompt_eval_count: 300, eval_count: lines.length - 1 });
  });

  it('loads and lets go of a model where nothing is said', async () => {
    const loaded = async () =>
      ((await (await fetch(`${double.url}/api/ps`)).json()) as { models: { name: string }[] }).models;
    const warm = parse(await (await chat([], { keep_alive: -1 })).text());
    expect(warm).toMatchObject([{ done: true, done_reason: 'load', message: { content: '' } }]);
    expect(await loaded()).toMatchObject([{ name: 'qwen3:4b' }]);
    const cold = parse(await (await chat([], { keep_alive: 0 })).text());
    expect(cold).toMatchObject([{ done: true, done_reason: 'unload' }]);
    expect(await loaded()).toEqual([]);
  });

  it.each([
    ['gpt-oss:20b', ['completion', 'tools', 'thinking']],
    ['qwen3:4b', ['completion', 'tools', 'thinking']],
    ['plain:1b', ['completion']],
  ])('shows what %s can do', async (model, capabilities) => {
    expect(await (await post('/api/show', { model })).json()).toMatchObject({ capabilities });
  });

  it('thinks as gpt-oss whatever it is told, and never as a plain model', async () => {
    const thoughts = async (more: Record<string, unknown>) =>
      (await ask('Hej', more)).filter(({ message }) => message.thinking).length;
    expect(await thoughts({ model: 'gpt-oss:20b', think: false })).toBeGreaterThan(0);
    expect(await thoughts({ model: 'plain:1b', think: undefined })).toBe(0);
  });
});
