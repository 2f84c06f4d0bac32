import { buildImage, docker, waitUntil } from '@alice/test-stack';

jest.setTimeout(180_000);

// The double stands in for Ollama's own image: what is tested is what this repository adds to it.
describe("the language model's image", () => {
  const name = `alice-test-${process.pid}-ollama`;
  const downloader = `${name}-downloader`;
  const job = `${name}-pull`;
  let image: string;

  const locked = ['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'];
  const serve = async (server: string) => {
    await docker(['run', ...locked, '--volume', `${name}:/models`, '--detach', '--name', server, image]);
    await waitUntil(server, () => docker(['exec', server, 'ollama', 'list']), { timeoutMs: 30_000 });
  };
  /** The job of docker-compose.yml: a client of the server that fetches, with no models of its own. */
  const pull = (model: string, ...args: string[]) =>
    docker([
      ...['run', ...locked, '--network', `container:${downloader}`, '--env', 'OLLAMA_HOST=127.0.0.1:11434'],
      ...[...args, image, 'pull', model],
    ]);

  beforeAll(async () => {
    const base = await buildImage('tests/doubles/ollama/Dockerfile');
    image = await buildImage('services/ollama/Dockerfile', { OLLAMA_IMAGE: base });
    await serve(name);
    await serve(downloader);
  });
  afterAll(async () => {
    await docker(['rm', '--force', name, downloader, job]).catch(() => undefined);
    await docker(['volume', 'rm', '--force', name]);
  });

  it('runs without root and keeps models in a new volume', async () => {
    expect(await docker(['exec', name, 'id', '-u'])).toBe('10004\n');
    expect(await docker(['exec', name, 'ollama', 'list'])).toBe('NAME\tSIZE\n');
  });

  it('sees a model that the other server has fetched for the job', async () => {
    expect(await pull('qwen3:4b', '--rm')).toContain('success');
    expect(await docker(['exec', name, 'ollama', 'list'])).toContain('qwen3:4b');
  });

  it('ends the job with an error where the model does not exist', async () => {
    await expect(pull('missing:1b', '--rm')).rejects.toThrow(/file does not exist/);
  });

  it('ends the job at once when it is told to', async () => {
    await pull('slow:1b', '--detach', '--name', job, '--init');
    await waitUntil('the pull', async () => (await docker(['logs', job])).includes('pulling manifest'), {
      timeoutMs: 30_000,
    });
    await docker(['stop', '--time', '20', job]);
    expect(await docker(['inspect', '--format', '{{.State.ExitCode}}', job])).toBe('143\n');
  });
});
