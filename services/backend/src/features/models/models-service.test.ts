import type { ModelPull } from '@alice/contracts';
import { ConflictError, InvalidInputError, NotFoundError, UnavailableError } from '@alice/errors';
import { migrateDatabase, openDatabase, type Database } from '../../database/open-database';
import { KnexModelSettingsStore } from './knex-model-settings-store';
import type { ListedModel, ModelHost, PullStep } from './model-host.port';
import { ModelsService } from './models-service';

const listed = (name: string): ListedModel => ({
  name,
  digest: `sha256:${name}`,
  sizeBytes: 1,
  modifiedAt: '2026-01-01T00:00:00Z',
  parameterSize: null,
  quantization: null,
});

/** A host whose pulls go on step by step, as the test says. */
class HandDrivenHost implements ModelHost {
  names = ['qwen3:4b', 'gpt-oss:20b'];
  downloader = true;
  shown: string[] = [];
  asked: string[] = [];
  private readonly queues = new Map<string, (PullStep | Error | 'end')[]>();
  private readonly sleepers = new Set<() => void>();

  say(name: string, ...steps: (PullStep | Error | 'end')[]): void {
    this.queues.set(name, [...(this.queues.get(name) ?? []), ...steps]);
    for (const wake of this.sleepers) wake();
  }
  list = () => Promise.resolve(this.names.map(listed));
  show = (name: string) => {
    this.shown.push(name);
    return name === 'broken:1b'
      ? Promise.reject(new NotFoundError('unreadable'))
      : Promise.resolve({ capabilities: ['completion'], contextLength: 4096 });
  };
  remove = (name: string) => {
    if (!this.names.includes(name)) return Promise.reject(new NotFoundError('no such model'));
    this.names = this.names.filter((other) => other !== name);
    return Promise.resolve();
  };
  hasDownloader = () => Promise.resolve(this.downloader);
  async *pull(name: string, signal: AbortSignal): AsyncIterable<PullStep> {
    this.asked.push(name);
    while (!signal.aborted) {
      const next = this.queues.get(name)?.shift();
      if (next === 'end') return;
      if (next instanceof Error) throw next;
      if (next) yield next;
      else
        await new Promise<void>((resolve) => {
          this.sleepers.add(resolve);
          signal.addEventListener('abort', () => resolve());
        });
    }
  }
}

const layer = (digest: string, completedBytes: number, totalBytes: number): PullStep => ({
  step: `pulling ${digest}`,
  layer: { digest, completedBytes, totalBytes },
});
const begun: PullStep = { step: 'pulling manifest' };

let database: Database;
let store: KnexModelSettingsStore;
let host: HandDrivenHost;
let models: ModelsService;
let now: number;
let changes: number;
let ended: { pull: ModelPull; error: unknown }[];

const createService = () =>
  new ModelsService(host, store, {
    fallback: { model: 'qwen3:4b', effort: 'low' },
    onChange: () => changes++,
    onPullEnd: (pull, error) => ended.push({ pull, error }),
    now: () => now,
  });

beforeEach(async () => {
  database = openDatabase('sqlite::memory:');
  await migrateDatabase(database);
  store = new KnexModelSettingsStore(database);
  host = new HandDrivenHost();
  [now, changes, ended] = [0, 0, []];
  models = createService();
  await models.load();
});
afterEach(() => {
  models.stop();
  return database.destroy();
});

describe('the choice', () => {
  it('is the fallback until the owner chooses, and then holds after a restart', async () => {
    expect(models.choice()).toEqual({ model: 'qwen3:4b', effort: 'low' });
    await models.change({ defaultModel: 'gpt-oss:20b' });
    await models.change({ reasoningEffort: 'high' });
    expect(models.choice()).toEqual({ model: 'gpt-oss:20b', effort: 'high' });
    expect(changes).toBe(2);
    const next = createService();
    await next.load();
    expect(next.choice()).toEqual({ model: 'gpt-oss:20b', effort: 'high' });
  });

  it('falls only on a model that is there, by whichever of its names', async () => {
    await expect(models.change({ defaultModel: 'gpt-oss:120b' })).rejects.toThrow(NotFoundError);
    expect(models.choice().model).toBe('qwen3:4b');
    host.names.push('mistral:latest');
    await models.change({ defaultModel: 'registry.ollama.ai/library/mistral' });
    expect(models.choice().model).toBe('mistral:latest');
  });
});

it('lists models with what they can do, asks each once, and hides none for one that cannot be read', async () => {
  host.names.push('broken:1b');
  const { models: all, ...rest } = await models.list();
  expect(all).toContainEqual(expect.objectContaining({ name: 'broken:1b', capabilities: [] }));
  expect(all[0]).toMatchObject({ name: 'qwen3:4b', capabilities: ['completion'], contextLength: 4096 });
  expect(all[0]).not.toHaveProperty('digest');
  expect(rest).toEqual({ defaultModel: 'qwen3:4b', reasoningEffort: 'low', pulls: [] });
  await models.list();
  expect(host.shown.filter((name) => name === 'qwen3:4b')).toHaveLength(1);
});

it('deletes a model, but never the one that answers', async () => {
  await models.remove('gpt-oss:20b');
  expect(changes).toBe(1);
  await expect(models.remove('gpt-oss:20b')).rejects.toThrow(NotFoundError);
  await expect(models.remove('library/qwen3:4b')).rejects.toThrow(ConflictError);
  expect(host.names).toEqual(['qwen3:4b']);
});

describe('a pull', () => {
  it('counts the bytes of all layers that it has heard of', async () => {
    const told: ModelPull[] = [];
    host.say('a:1b', begun);
    const task = await models.pull('a:1b');
    expect(task.state).toMatchObject({ completedBytes: null, totalBytes: null, step: 'pulling manifest' });
    task.watch((pull) => told.push(pull));
    host.say('a:1b', layer('big', 50, 100), layer('big', 100, 100), layer('small', 1, 10), 'end');
    expect(await task.done).toMatchObject({ status: 'done', completedBytes: 101, totalBytes: 110 });
    expect(told.map(({ completedBytes }) => completedBytes)).toEqual([50, 101]);
    expect(changes).toBe(1);
    expect(ended).toEqual([{ pull: task.state, error: undefined }]);
  });

  it('is told at most four times a second', async () => {
    host.say('a:1b', begun, layer('big', 0, 100));
    const task = await models.pull('a:1b');
    const told: (number | null)[] = [];
    task.watch(({ completedBytes }) => told.push(completedBytes));
    for (let bytes = 1; bytes <= 100; bytes++) host.say('a:1b', layer('big', bytes, 100));
    host.say('a:1b', 'end');
    await task.done;
    expect(told.length).toBeLessThanOrEqual(1);
  });

  it('is joined by who asks for the same model, whatever name they use', async () => {
    host.say('mistral', begun);
    const first = await models.pull('mistral');
    expect(await models.pull('library/mistral:latest')).toBe(first);
    expect(host.asked).toEqual(['mistral']);
  });

  it('has at most one other beside it', async () => {
    for (const name of ['a:1b', 'b:1b', 'c:1b']) host.say(name, begun);
    await models.pull('a:1b');
    await models.pull('b:1b');
    await expect(models.pull('c:1b')).rejects.toThrow(ConflictError);
    host.say('a:1b', 'end');
    await (
      await models.pull('a:1b')
    ).done;
    await models.pull('c:1b');
  });

  it('ends when it is cancelled, and can be asked for again', async () => {
    host.say('a:1b', begun);
    const task = await models.pull('a:1b');
    models.cancel('a:1b');
    expect(await task.done).toMatchObject({ status: 'cancelled' });
    expect(() => models.cancel('a:1b')).toThrow(NotFoundError);
    host.say('a:1b', begun, 'end');
    expect(await (await models.pull('a:1b')).done).toMatchObject({ status: 'done' });
  });

  it('that fails says so to who waits and is remembered for five minutes', async () => {
    host.say('a:1b', new NotFoundError('no registry has it'));
    await expect(models.pull('a:1b')).rejects.toThrow(NotFoundError);
    host.say('b:1b', begun);
    const task = await models.pull('b:1b');
    host.say(
      'b:1b',
      { step: 'no space left on device' },
      new UnavailableError('the download failed', { cause: new Error('no space left on device') }),
    );
    await expect(task.done).rejects.toThrow(UnavailableError);
    expect(models.pullOf('b:1b')).toMatchObject({
      status: 'failed',
      failure: 'disk_full',
      step: 'no space left on device',
    });
    expect(ended.at(-1)?.error).toBeInstanceOf(UnavailableError);
    now = 300_001;
    expect(models.pullOf('b:1b')).toBeUndefined();
    expect((await models.list()).pulls).toEqual([]);
  });

  it('comes from no registry but the known ones', async () => {
    for (const name of ['192.168.1.1/a/b:1b', 'evil.example/a/b', 'hf.co/a/b/c']) {
      await expect(models.pull(name)).rejects.toThrow(InvalidInputError);
    }
    host.say('hf.co/owner/model:Q4_K_M', begun);
    await models.pull('hf.co/owner/model:Q4_K_M');
    expect(host.asked).toEqual(['hf.co/owner/model:Q4_K_M']);
  });
});

describe('a default model that is missing', () => {
  it('is fetched unasked, once a minute at most', async () => {
    host.say('qwen3:4b', new UnavailableError('no way out'));
    await models.fetchDefault();
    await models.fetchDefault();
    expect(host.asked).toEqual(['qwen3:4b']);
    now = 60_000;
    host.say('qwen3:4b', begun);
    await models.fetchDefault();
    expect(models.pullOf('qwen3:4b')?.status).toBe('running');
    now = 120_000;
    await models.fetchDefault();
    expect(host.asked).toEqual(['qwen3:4b', 'qwen3:4b']);
  });

  it('is not fetched by a server that answers for others', async () => {
    host.downloader = false;
    await models.fetchDefault();
    expect(host.asked).toEqual([]);
  });

  it.each([
    ['no registry has it', () => host.say('qwen3:4b', new NotFoundError('unknown'))],
    ['it was cancelled', () => host.say('qwen3:4b', begun)],
  ])('is left alone once %s, until somebody asks for it', async (_why, prepare) => {
    prepare();
    await models.fetchDefault();
    if (models.pullOf('qwen3:4b')?.status === 'running') models.cancel('qwen3:4b');
    now = 600_000;
    await models.fetchDefault();
    expect(host.asked).toHaveLength(1);
    host.say('qwen3:4b', new UnavailableError('no way out'), begun);
    await expect(models.pull('qwen3:4b')).rejects.toThrow(UnavailableError);
    await models.fetchDefault();
    expect(host.asked).toHaveLength(3);
  });
});
