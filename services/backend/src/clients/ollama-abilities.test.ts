import type { ReasoningEffort } from '@alice/contracts';
import { createLogger } from '@alice/service-runtime';
import { OllamaAbilities, thinkFor } from './ollama-abilities';

const logger = createLogger({ service: 'test', level: 'error' });

/** A server that answers `shown`, or what `shown` does, and counts how often it was asked. */
function abilitiesWith(shown: unknown) {
  let asked = 0;
  const post = async () => {
    asked++;
    const value: unknown = typeof shown === 'function' ? await (shown as () => unknown)() : shown;
    return (async function* () {
      yield await Promise.resolve(Buffer.from(JSON.stringify(value)));
    })();
  };
  return { abilities: new OllamaAbilities({ post }, logger), asked: () => asked };
}

const ALL = ['completion', 'tools', 'thinking'];
const SWITCHED = '{{ if not .Think }}<think>\n\n</think>{{ end }}';
const OPEN = '{{ .Thinking }}</think>{{ end }}<|im_start|>assistant\n<think>\n';

it.each<[string, string, unknown, [unknown, unknown, unknown]]>([
  ['gpt-oss by its name', 'gpt-oss:20b', { capabilities: ALL }, ['low', 'medium', 'high']],
  ['gpt-oss from elsewhere', 'hf.co/someone/gpt-oss-20b-GGUF:Q4', {}, ['low', 'medium', 'high']],
  [
    'gpt-oss by its family',
    'mine',
    { capabilities: ALL, details: { family: 'gptoss' } },
    ['low', 'medium', 'high'],
  ],
  ['a model that can think', 'qwen3:8b', { capabilities: ALL, template: SWITCHED }, [false, true, true]],
  ['a model that always thinks', 'qwen3:4b', { capabilities: ALL, template: OPEN }, [true, true, true]],
  [
    'another that does',
    'qwen3-vl:8b',
    { capabilities: ALL, parser: 'qwen3-vl-thinking' },
    [true, true, true],
  ],
  ['a model that cannot', 'gemma3:4b', { capabilities: ['completion'] }, [false, false, false]],
  [
    'a model that names efforts',
    'new:1b',
    { capabilities: ALL, thinking: { values: ['low', 'high'] } },
    ['low', 'medium', 'high'],
  ],
  [
    'a model that names yes and no',
    'new:1b',
    { capabilities: ALL, thinking: { values: [false, true] } },
    [false, true, true],
  ],
  [
    'a model that names yes alone',
    'new:1b',
    { capabilities: ALL, thinking: { values: [true] } },
    [true, true, true],
  ],
  ['a server that knows nothing', 'old:1b', {}, [false, false, false]],
])('asks %s for no more thinking than it takes', async (_what, model, shown, expected) => {
  const able = await abilitiesWith(shown).abilities.of(model);
  const efforts: ReasoningEffort[] = ['low', 'medium', 'high'];
  expect(efforts.map((effort) => thinkFor(able, effort))).toEqual(expected);
});

it('asks once, also where many ask at the same time, and again after it was told to forget', async () => {
  const { abilities, asked } = abilitiesWith({ capabilities: ['completion'] });
  const [one, two] = await Promise.all([abilities.of('a'), abilities.of('a')]);
  expect([one.tools, two.tools]).toEqual([false, false]);
  await abilities.of('a');
  expect(asked()).toBe(1);
  abilities.forget();
  await abilities.of('a');
  await abilities.of('b');
  expect(asked()).toBe(3);
});

it('goes on with what it knows after ten minutes, and asks meanwhile', async () => {
  const { abilities, asked } = abilitiesWith(() =>
    asked() === 1 ? { capabilities: ['completion'] } : new Promise(() => undefined),
  );
  await abilities.of('a');
  const later = performance.now() + 600_001;
  jest.spyOn(performance, 'now').mockReturnValue(later);
  expect((await abilities.of('a')).tools).toBe(false);
  expect(asked()).toBe(2);
  jest.restoreAllMocks();
});

it('waits only a moment for a server that does not answer, and no second time for one that fails', async () => {
  const started = performance.now();
  const silent = abilitiesWith(() => new Promise(() => undefined));
  expect((await silent.abilities.of('a')).tools).toBe(true);
  expect(performance.now() - started).toBeLessThan(1_000);
  const failing = abilitiesWith(() => Promise.reject(new Error('refused')));
  await failing.abilities.of('a');
  await failing.abilities.of('a');
  expect(failing.asked()).toBe(1);
});

it('remembers a model that turned out to write its thoughts first, also when it is told to forget', async () => {
  const { abilities } = abilitiesWith({ capabilities: ALL });
  expect(await abilities.of('a')).toMatchObject({ beginsInThought: false, alwaysThinks: false });
  abilities.noteBeganInThought('a');
  abilities.forget();
  expect(await abilities.of('b')).toMatchObject({ beginsInThought: false, alwaysThinks: false });
  expect(await abilities.of('a')).toMatchObject({ beginsInThought: true, alwaysThinks: true });
});
