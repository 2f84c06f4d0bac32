import type { Health } from '@alice/contracts';
import { buildImage, docker, startComposeStack, waitUntil, type ComposeStack } from '@alice/test-stack';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatClient } from './chat-client';
import { DoubleProbe } from './double-probe';

const MODEL = 'qwen3:4b';
const PASSWORD = 'a long enough password';

/** The stack that the bench has for itself, with the double in Ollama's place. */
export class BenchStack {
  private constructor(
    private readonly stack: ComposeStack,
    readonly probe: DoubleProbe,
  ) {}

  static async start(): Promise<BenchStack> {
    const stack = await startComposeStack({
      files: [
        'docker-compose.yml',
        'tests/stack/docker-compose.test.yml',
        'tests/bench/chat/docker-compose.bench.yml',
      ],
      profiles: ['llm'],
      services: ['nginx', 'ollama', 'ollama-downloader'],
      environment: {
        OLLAMA_IMAGE: await buildImage('tests/doubles/ollama/Dockerfile'),
        OLLAMA_MODEL: MODEL,
        OLLAMA_NUM_PARALLEL: '100',
      },
      startupTimeoutMs: 600_000,
    });
    try {
      await stack.compose('run', '--rm', '--no-deps', '--use-aliases', '-T', 'ollama-pull');
      const bench = new BenchStack(stack, new DoubleProbe(stack.project, `${stack.project}-backend`, MODEL));
      await bench.waitForBackend();
      return bench;
    } catch (error) {
      await stack.down();
      throw error;
    }
  }

  get url(): string {
    return this.stack.httpUrl;
  }

  /** A request through nginx. */
  call(
    method: string,
    path: string,
    body: unknown,
    cookie = '',
    signal = AbortSignal.timeout(30_000),
  ): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
    });
  }

  /** Makes that many users and signs them in; returns their cookies. */
  async users(count: number): Promise<string[]> {
    const owner = { username: 'bench', password: PASSWORD };
    const setup = await this.call('POST', '/api/auth/setup', { setupToken: this.stack.setupToken, ...owner });
    const cookie = cookieOf(setup);
    const cookies: string[] = [];
    for (let index = 0; index < count; index++) {
      const user = { username: `bench ${index + 1}`, password: PASSWORD };
      const made = await this.call('POST', '/api/users', user, cookie);
      if (!made.ok) throw new Error(`no user was made: ${made.status} ${await made.text()}`);
      cookies.push(cookieOf(await this.call('POST', '/api/auth/login', user)));
    }
    return cookies;
  }

  /** The id of the container that does the backend's work. */
  async backend(): Promise<string> {
    // By its name: whatever else runs on the backend's image has its labels.
    return (await docker(['inspect', '--format', '{{.Id}}', `${this.stack.project}-backend-1`])).trim();
  }

  /** Puts a bare socket.io server in the backend's place while `work` runs; it is told that server's container. */
  async withBareServer<T>(work: (container: string) => Promise<T>): Promise<T> {
    const { project } = this.stack;
    const script = readFileSync(join(__dirname, 'in-network/bare-stream-server.ts'), 'utf8');
    await this.stack.compose('stop', 'backend');
    // The image is labelled as the backend's; this container is not the backend.
    const labels = [`com.docker.compose.project=${project}`, 'com.docker.compose.service=bare-server'];
    const flags = ['--detach', '--init', ...labels.flatMap((label) => ['--label', label])];
    const network = ['--network', `${project}_app`, '--network-alias', 'backend'];
    const command = ['node', '--input-type=module-typescript', '--no-warnings', '-e', script];
    const container = (await docker(['run', ...flags, ...network, `${project}-backend`, ...command])).trim();
    try {
      const reached = async () => {
        (await ChatClient.connect(this.url, '')).close();
        return true;
      };
      await waitUntil('nginx to find the bare server', reached, { timeoutMs: 30_000 });
      return await work(container);
    } finally {
      await docker(['rm', '--force', container]);
      await this.stack.compose('start', 'backend');
      await this.waitForBackend();
    }
  }

  async down(): Promise<void> {
    this.probe.close();
    await this.stack.down();
  }

  private async waitForBackend(): Promise<void> {
    await waitUntil(
      'the backend to see the model',
      async () => {
        const health = (await (await this.call('GET', '/api/health', undefined)).json()) as Health;
        return health.services.ollama.status === 'ok';
      },
      { timeoutMs: 60_000, intervalMs: 200 },
    );
  }
}

function cookieOf(answer: Response): string {
  if (!answer.ok) throw new Error(`not signed in: ${answer.status}`);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
