import type { Machine } from '@alice/contracts';
import { readModelCatalogue } from '../../config/read-model-catalogue';
import type { CatalogueEntry } from './model-catalogue';
import { bestOf, fitOf, needsBytes } from './model-fit';

const GB = 1e9;
const CONTEXT = 8192;
const catalogue = readModelCatalogue();
const model = (name: string) => catalogue.find((entry) => entry.name === name) as CatalogueEntry;
const machine = (gigabytes: number, processors: number, card = 0): Machine => ({
  memoryBytes: (gigabytes + 2) * GB,
  usableBytes: gigabytes * GB,
  processors,
  gpu: card === 0 ? null : { memoryBytes: card * GB },
});
const best = (here: Machine | null) => bestOf(catalogue, here, CONTEXT)?.name;

it('counts weights, context and room to compute', () => {
  expect(needsBytes(model('qwen3:8b'), CONTEXT)).toBe(5_225_388_164 + 147_456 * 8192 + 500_000_000);
  expect(needsBytes(model('qwen3:8b'), 2 * CONTEXT) - needsBytes(model('qwen3:8b'), CONTEXT)).toBe(
    147_456 * 8192,
  );
});

it.each([
  ['qwen3:4b-instruct', machine(14, 8), 'well'],
  ['qwen3:4b-instruct', machine(14, 2), 'slowly'],
  ['qwen3:4b-instruct', machine(4, 8), 'no'],
  ['qwen3:8b', machine(14, 8), 'slowly'],
  ['qwen3:8b', machine(14, 2, 8), 'well'],
  ['gpt-oss:20b', machine(14, 8), 'no'],
  ['gpt-oss:20b', machine(30, 8), 'well'],
  ['gpt-oss:20b', machine(14, 2, 16), 'well'],
  ['mistral-small3.2:24b', machine(30, 16), 'slowly'],
  ['mistral-small3.2:24b', machine(14, 16, 8), 'slowly'],
  ['mistral-small3.2:24b', machine(14, 16, 24), 'well'],
  ['gpt-oss:120b', machine(62, 16, 24), 'well'],
  ['gpt-oss:120b', machine(30, 16, 24), 'no'],
])('%s on %j runs %s', (name, here, fit) => {
  expect(fitOf(model(name), here, CONTEXT)).toBe(fit);
});

it('knows nothing of another machine', () => {
  expect(fitOf(model('qwen3:4b'), null, CONTEXT)).toBe('unknown');
  expect(best(null)).toBeUndefined();
});

it.each([
  ['a small board', machine(2, 4), undefined],
  ['an old laptop', machine(6, 4), 'qwen3:1.7b'],
  ['two cores', machine(6, 2), 'qwen3:1.7b'],
  ['a laptop', machine(14, 8), 'qwen3:4b-instruct'],
  ['a desktop', machine(30, 12), 'gpt-oss:20b'],
  ['a card of 8 GB beside little memory', machine(6, 8, 8), 'qwen3:8b'],
  ['a card of 8 GB beside enough', machine(14, 8, 8), 'gpt-oss:20b'],
  ['a card of 24 GB', machine(30, 8, 24), 'mistral-small3.2:24b'],
  ['a card of 80 GB', machine(62, 16, 80), 'gpt-oss:120b'],
])('takes the best for %s', (_what, here, name) => {
  expect(best(here)).toBe(name);
});

it('takes one that runs slowly only where none runs well, and then the lightest', () => {
  expect(best(machine(14, 1))).toBe('qwen3:1.7b');
  expect(fitOf(model('qwen3:1.7b'), machine(14, 1), CONTEXT)).toBe('slowly');
});

it('never gets worse with more memory, more processors or a card', () => {
  const rank = ['no', 'slowly', 'well'];
  const grown = (here: Machine): Machine[] => [
    { ...here, usableBytes: here.usableBytes * 2 },
    { ...here, processors: here.processors * 2 },
    { ...here, gpu: { memoryBytes: 2 * (here.gpu?.memoryBytes ?? 4 * GB) } },
  ];
  for (const here of [machine(3, 1), machine(6, 4), machine(14, 8, 4), machine(30, 12, 8)]) {
    for (const entry of catalogue) {
      for (const bigger of grown(here)) {
        const [before, after] = [here, bigger].map((each) => rank.indexOf(fitOf(entry, each, CONTEXT)));
        expect(after).toBeGreaterThanOrEqual(before ?? 0);
      }
    }
  }
});
