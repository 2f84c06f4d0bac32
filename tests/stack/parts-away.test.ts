import type { Health } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { docker } from '../../packages/test-stack/src/docker';
import { call, containerOf, problem, say } from './stack';

const health = async () => (await (await call('GET', '/api/health')).json()) as Health;

async function without(service: string, work: () => Promise<void>): Promise<void> {
  const id = await containerOf(service);
  await docker(['stop', '-t', '1', id]);
  try {
    await work();
  } finally {
    await docker(['start', id]);
  }
}

it('says that the player is away, goes on with the rest, and finds it again', async () => {
  await without('music', async () => {
    const { reply, meta } = await say('pausa');
    expect(meta.tool).toMatchObject({ executed: false, error: { code: 'unavailable' } });
    expect(reply.text).toMatch(/Musikspelaren svarar inte/);
    await waitUntil('health to see it', async () => (await health()).services.music.status === 'down');
    expect((await health()).status).toBe('degraded');
    expect((await problem(await call('GET', '/api/music'))).code).toBe('unavailable');
    expect((await say('Hur mår du?')).reply.source).toBe('llm');
  });
  await waitUntil('music again', async () => (await say('spela musik')).meta.tool?.executed, {
    timeoutMs: 30_000,
    intervalMs: 300,
  });
  await waitUntil('health again', async () => (await health()).status === 'ok', { timeoutMs: 15_000 });
}, 90_000);

it('talks on without nlu, and understands commands again when it is back', async () => {
  await without('nlu', async () => {
    expect((await say('Hur mår du?')).reply.source).toBe('llm');
    await waitUntil('health to see it', async () => (await health()).services.nlu.status === 'down');
    expect((await call('GET', '/api/music')).status).toBe(200);
    expect((await problem(await call('POST', '/nlu/classify', { text: 'pausa' }))).code).toBe('unavailable');
  });
  await waitUntil('commands again', async () => (await say('höj volymen')).reply.source === 'router', {
    timeoutMs: 30_000,
    intervalMs: 300,
  });
}, 90_000);

it('answers 503 as a problem while the backend is away, and finds the new one', async () => {
  await without('backend', async () => {
    const answer = await waitUntil('the door to notice', async () => {
      const response = await call('GET', '/api/health', undefined, { cookie: null });
      return response.status === 503 && response;
    });
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect((await problem(answer)).code).toBe('unavailable');
    expect((await call('GET', '/login', undefined, { cookie: null })).status).toBe(200);
  });
  await waitUntil('the backend again', async () => (await call('GET', '/api/health')).status === 200, {
    timeoutMs: 30_000,
  });
}, 90_000);

it('is back by itself after the process of the backend was killed', async () => {
  const id = await containerOf('backend');
  const pid = (await docker(['inspect', '--format', '{{.State.Pid}}', id])).trim();
  process.kill(Number(pid), 'SIGKILL');
  await waitUntil('a new process', async () => {
    const now = (await docker(['inspect', '--format', '{{.State.Pid}}', id])).trim();
    return now !== pid && now !== '0';
  });
  await waitUntil('the backend again', async () => (await call('GET', '/api/health')).status === 200, {
    timeoutMs: 30_000,
  });
}, 60_000);
