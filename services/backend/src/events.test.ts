import type { TlsMode } from '@alice/contracts';
import { LlmBusyError } from '@alice/errors';
import { createMetrics, type Logger } from '@alice/service-runtime';
import { createEvents, type Gauged } from './events';

const silent = () => undefined;
const quiet = { debug: silent, info: silent, warn: silent, error: silent } as unknown as Logger;

const metrics = (gauged: Partial<Gauged> = {}) => {
  const made = createMetrics();
  const events = createEvents(quiet, made, {
    queue: () => ({ waiting: 2, running: 1 }),
    disk: () => Promise.resolve({ free: 5e9 }),
    healerAlarms: () => Promise.resolve(0),
    certificate: () => null,
    ...gauged,
  });
  const read = async () =>
    Object.fromEntries<number>(
      (await made.registry.metrics())
        .split('\n')
        .filter((line) => line.startsWith('alice_'))
        .map((line) => {
          const space = line.lastIndexOf(' ');
          return [line.slice(0, space), Number(line.slice(space))];
        }),
    );
  return { events, read };
};

it('counts from 0, so that the first of everything is seen', async () => {
  const { events, read } = metrics();
  const counted = [
    'alice_turn_seconds_count{source="router"}',
    'alice_first_word_seconds_count{source="llm"}',
    'alice_turn_failures_total{code="internal"}',
    'alice_tool_calls_total{tool="PLAY",source="router",outcome="unavailable"}',
  ];
  const before = await read();
  expect(counted.map((name) => before[name])).toEqual([0, 0, 0, 0]);
  events.turnEnded({ source: 'router', seconds: 0.02 });
  expect((await read())['alice_turn_seconds_count{source="router"}']).toBe(1);
});

it('tells who did not wait from what failed', async () => {
  const { events, read } = metrics();
  events.turnEnded({ source: 'failed', seconds: 1, error: new LlmBusyError('busy') });
  events.turnEnded({ source: 'failed', seconds: 1, error: new TypeError('a bug') });
  events.turnEnded({ source: 'failed', seconds: 1, error: new LlmBusyError('gone'), interrupted: true });
  const found = await read();
  const codes = ['llm_busy', 'internal', 'interrupted', 'unavailable'];
  expect(codes.map((code) => found[`alice_turn_failures_total{code="${code}"}`])).toEqual([1, 1, 1, 0]);
});

it('gauges the queue and the disk whenever it is read, and survives a disk that cannot be', async () => {
  expect(await metrics().read()).toMatchObject({
    alice_turns_waiting: 2,
    alice_turns_running: 1,
    alice_disk_free_bytes: 5e9,
  });
  const broken = metrics({ disk: () => Promise.reject(new Error('no such folder')) });
  expect(await broken.read()).toMatchObject({ alice_turns_waiting: 2, alice_disk_free_bytes: Number.NaN });
});

it('tells of the certificate that is served, and of none where none is', async () => {
  const tls = async (certificate: Gauged['certificate']) => {
    const found = await metrics({ certificate }).read();
    return ['not_before_timestamp_seconds', 'not_after_timestamp_seconds', 'certificate_missing'].map(
      (name) => found[`alice_tls_${name}`],
    );
  };
  const served = { notBefore: 1_760_000_000, notAfter: 1_767_776_000 };
  const made = (mode: TlsMode, madeByNginx: boolean) => tls(() => ({ ...served, mode, madeByNginx }));
  expect(await made('letsencrypt', true)).toEqual([1_760_000_000, 1_767_776_000, 1]);
  expect(await made('letsencrypt', false)).toEqual([1_760_000_000, 1_767_776_000, 0]);
  expect(await made('self-signed', true)).toEqual([1_760_000_000, 1_767_776_000, 0]);
  expect(await tls(() => null)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
