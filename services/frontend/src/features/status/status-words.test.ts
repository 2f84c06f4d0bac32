import { healthSchema, type Health } from '@alice/contracts';
import { detailWords, SERVICES, stateOf, summarise } from './status-words';

const health = (services: Partial<Health['services']>): Health => ({
  status: Object.values(services).some(({ status }) => status === 'down') ? 'degraded' : 'ok',
  version: '0.1.0',
  uptimeSeconds: 1,
  services: {
    database: { status: 'ok' },
    nlu: { status: 'ok' },
    ollama: { status: 'ok' },
    speech: { status: 'off' },
    music: { status: 'ok' },
    ...services,
  },
});

describe('summarise', () => {
  it('is content when everything runs, and with what is switched off', () => {
    expect(summarise(health({ ollama: { status: 'off' } }))).toEqual({ level: 'ok', about: null });
  });

  it('names what is down before what is starting', () => {
    const summary = summarise(
      health({ ollama: { status: 'starting', detail: '40 %' }, music: { status: 'down' } }),
    );
    expect(summary).toEqual({ level: 'degraded', about: { service: 'music', status: 'down' } });
  });

  it('tells of a model that is being fetched', () => {
    const summary = summarise(health({ ollama: { status: 'starting', detail: '40 %' } }));
    expect(summary).toEqual({ level: 'starting', about: { service: 'ollama', status: 'starting' } });
  });

  it('knows nothing before the first word', () => {
    expect(summarise(null).level).toBe('unknown');
  });
});

it('tells a model that is not there from a server that does not answer', () => {
  expect(stateOf({ status: 'down', detail: 'model_missing' })).toBe('missing');
  expect(stateOf({ status: 'down' })).toBe('down');
  expect(stateOf({ status: 'ok', detail: 'qwen3:4b' })).toBe('ok');
});

it('has words for every service of the contract', () => {
  expect([...SERVICES].sort()).toEqual(Object.keys(healthSchema.shape.services.shape).sort());
});

it.each([
  [undefined, null],
  ['no answer', null],
  ['model_missing', { key: 'modelMissing' }],
  ['pulling qwen3:4b', { key: 'pulling', model: 'qwen3:4b', progress: '' }],
  ['pulling qwen3:4b 43 %', { key: 'pulling', model: 'qwen3:4b', progress: '43 %' }],
  ['qwen3:4b', { said: 'qwen3:4b' }],
])('puts the detail %p in words', (detail, words) => {
  expect(detailWords(detail)).toEqual(words);
});
