import { buildImage, docker, waitUntil } from '@alice/test-stack';

jest.setTimeout(180_000);

// The double stands in for Ollama's own image: what is tested is what this repository adds to it.
describe("the language model's image", () => {
  const name = `alice-test-ollama-${process.pid}`;
  let image: string;

  const run = (...args: string[]) =>
    docker([
      'run',
      '--read-only',
      '--tmpfs',
      '/tmp',
      '--cap-drop',
      'ALL',
      '--volume',
      `${name}:/models`,
      ...args,
    ]);
  const pull = (model: string) =>
    run('--rm', '--env', `OLLAMA_MODEL=${model}`, '--entrypoint', '/usr/local/bin/alice-pull', image);

  beforeAll(async () => {
    const base = await buildImage('tests/doubles/ollama/Dockerfile');
    image = await buildImage('services/ollama/Dockerfile', { OLLAMA_IMAGE: base });
    await run('--detach', '--name', name, image);
    await waitUntil('the server', () => docker(['exec', name, 'ollama', 'list']), { timeoutMs: 30_000 });
  });
  afterAll(async () => {
    await docker(['rm', '--force', name, `${name}-pull`]).catch(() => undefined);
    await docker(['volume', 'rm', '--force', name]);
  });

  it('runs without root and keeps models in a new volume', async () => {
    expect(await docker(['exec', name, 'id', '-u'])).toBe('10004\n');
    expect(await docker(['exec', name, 'ollama', 'list'])).toBe('NAME\tSIZE\n');
  });

  it('sees a model that the one-shot job has fetched', async () => {
    expect(await pull('qwen3:4b')).toContain('success');
    expect(await docker(['exec', name, 'ollama', 'list'])).toContain('qwen3:4b');
  });

  it('ends the job with an error where the model does not exist', async () => {
    await expect(pull('missing:1b')).rejects.toThrow(/file does not exist/);
    await expect(pull('')).rejects.toThrow(/OLLAMA_MODEL/);
  });

  it('ends the job at once when it is told to', async () => {
    const job = `${name}-pull`;
    await run(
      '--detach',
      '--name',
      job,
      '--init',
      '--env',
      'OLLAMA_MODEL=slow:1b',
      '--entrypoint',
      '/usr/local/bin/alice-pull',
      image,
    );
    await waitUntil('the pull', async () => (await docker(['logs', job])).includes('pulling manifest'), {
      timeoutMs: 30_000,
    });
    await docker(['stop', '--time', '20', job]);
    expect(await docker(['inspect', '--format', '{{.State.ExitCode}}', job])).toBe('143\n');
  });
});
