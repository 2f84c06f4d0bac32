import { writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelSuggestionsSchema, type Machine } from '@alice/contracts';
import { readModelCatalogue } from '../../config/read-model-catalogue';
import { ModelAdviser } from './model-adviser';
import { modelCatalogueSchema } from './model-catalogue';
import { readMachine } from './read-machine';

const catalogue = readModelCatalogue();
const laptop: Machine = { memoryBytes: 16e9, usableBytes: 14e9, processors: 8, gpu: null };
const suggest = (machine: Machine | null, installed: string[] = []) =>
  new ModelAdviser({ catalogue, machine, contextTokens: 8192 }).suggest(installed);

describe('the catalogue', () => {
  it('names its sources', () => {
    const file = JSON.parse(JSON.stringify({ sources: {}, models: catalogue })) as unknown;
    expect(modelCatalogueSchema.safeParse(file).success).toBe(true);
    expect(modelCatalogueSchema.safeParse({ models: catalogue }).success).toBe(false);
  });

  it.each(catalogue.map((model) => [model.name, model] as const))(
    'names size and licence of %s',
    (_name, model) => {
      expect(model.sizeBytes).toBeGreaterThan(100_000_000);
      expect(model.licence.name).not.toBe('');
      expect(model.licence.url).toMatch(/^https:/);
    },
  );

  it.each([
    ['a size of nothing', { ...catalogue[0], sizeBytes: 0 }],
    ['no licence', { ...catalogue[0], licence: undefined }],
    ['a name that Ollama would not take', { ...catalogue[0], name: '../x' }],
    ['a model twice', catalogue[1]],
  ])('may not hold %s', (_what, model) => {
    expect(modelCatalogueSchema.safeParse({ sources: {}, models: [catalogue[1], model] }).success).toBe(
      false,
    );
  });
});

describe('the suggestions', () => {
  it('are the whole catalogue, the lightest first, and recommend one', () => {
    const advice = modelSuggestionsSchema.parse(suggest(laptop));
    expect(advice.suggestions).toHaveLength(catalogue.length);
    const sizes = advice.suggestions.map(({ sizeBytes }) => sizeBytes);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(advice.suggestions.filter(({ recommended }) => recommended).map(({ name }) => name)).toEqual([
      'qwen3:4b-instruct',
    ]);
  });

  it('say what is there already', () => {
    const there = suggest(laptop, ['qwen3:4b', 'other:latest']).suggestions.filter(
      ({ installed }) => installed,
    );
    expect(there.map(({ name }) => name)).toEqual(['qwen3:4b']);
  });

  it('recommend nothing for a machine that is not known', () => {
    const { machine, suggestions } = suggest(null);
    expect(machine).toBeNull();
    expect(suggestions.filter(({ recommended, fits }) => recommended || fits !== 'unknown')).toEqual([]);
  });
});

describe('the machine', () => {
  const meminfo = join(mkdtempSync(join(tmpdir(), 'alice-meminfo-')), 'meminfo');
  writeFileSync(meminfo, 'MemTotal:       16384000 kB\nMemFree:         1000 kB\n');
  const limits = { modelMemoryBytes: 32e9, gpuMemoryBytes: 0 };

  it('lets a model have what Alice does not need herself', () => {
    expect(readMachine('http://ollama:11434', limits, meminfo)).toMatchObject({
      memoryBytes: 16_777_216_000,
      usableBytes: 14_777_216_000,
      gpu: null,
    });
  });

  it('keeps to the limit of the language model, and knows of a card', () => {
    const small = { modelMemoryBytes: 4e9, gpuMemoryBytes: 8e9 };
    expect(readMachine('http://localhost:11434', small, meminfo)).toMatchObject({
      usableBytes: 4e9,
      gpu: { memoryBytes: 8e9 },
    });
  });

  it('is not known where the server is another one', () => {
    expect(readMachine('http://192.168.1.5:11434', limits, meminfo)).toBeNull();
  });
});
