import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request, type Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseImage, buildImage, docker, freePorts, repositoryRoot, waitUntil } from '@alice/test-stack';

/** What a script of ops/ said and how it ended. */
export interface Ended {
  code: number;
  output: string;
  seconds: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Ask {
  method?: string;
  body?: unknown;
  cookie?: string;
  timeoutMs?: number;
  /** Keeps connections for the requests to come, as a browser does. */
  agent?: Agent | undefined;
}

export const PASSWORD = 'a long enough password';
/** Limits that a test's own speed must not reach. */
const UNLIMITED = {
  RATE_API: '2000r/s',
  RATE_API_BURST: '2000',
  RATE_WS: '500r/s',
  RATE_WS_BURST: '500',
  RATE_PAGES: '2000r/s',
  RATE_PAGES_BURST: '2000',
  CONNECTIONS_PER_CLIENT: '2000',
  RATE_TURNS_PER_USER: '100000',
  RATE_LOGIN_PER_ADDRESS: '100000',
};

/**
 * Alice as an owner has it: a copy of the sources that is a repository of its own, brought up by `make up` in production's
 * form, and worked on by nothing but `make`.
 */
export class ChaosStack {
  private readonly endings: (() => void)[] = [];

  private constructor(
    readonly directory: string,
    readonly project: string,
    readonly httpsPort: number,
    private readonly environment: Record<string, string>,
  ) {}

  /** CHAOS_STACK names the copy of a run before, which is up: it is used, and left as it is. */
  static async start(more: Record<string, string> = {}): Promise<ChaosStack> {
    if (process.env.CHAOS_STACK) return ChaosStack.attach(process.env.CHAOS_STACK);
    const [httpPort, httpsPort] = (await freePorts(2)) as [number, number];
    const directory = await mkdtemp(join(tmpdir(), 'alice-chaos-'));
    const names = [
      'NODE_IMAGE',
      'NGINX_IMAGE',
      'POSTGRES_IMAGE',
      'PROMETHEUS_IMAGE',
      'DEBIAN_IMAGE',
      'CERTBOT_IMAGE',
    ] as const;
    const environment = {
      ENV: 'production',
      COMPOSE_PROJECT_NAME: `alice-test-${process.pid}`,
      DOMAIN: 'localhost',
      BIND_ADDRESS: '127.0.0.1',
      HTTP_PORT: String(httpPort),
      HTTPS_PORT: String(httpsPort),
      OPEN_FILES: process.env.OPEN_FILES ?? '',
      OLLAMA_IMAGE: await buildImage('tests/doubles/ollama/Dockerfile'),
      ...Object.fromEntries(names.map((name) => [name, baseImage(name)])),
      ...UNLIMITED,
      ...more,
    };
    const stack = new ChaosStack(directory, environment.COMPOSE_PROJECT_NAME, httpsPort, environment);
    await stack.shell(
      `(cd ${repositoryRoot} && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t ${directory})
       git init -q && git config user.email chaos@localhost && git config user.name chaos && git add -A && git commit -qm first`,
    );
    const up = await stack.make('up');
    if (up.code !== 0) {
      await stack.down();
      throw new Error(`the stack did not come up: ${up.output}`);
    }
    return stack;
  }

  private static async attach(directory: string): Promise<ChaosStack> {
    const stack = new ChaosStack(directory, '', 0, { ENV: 'production' });
    const [project, port] = [await stack.setting('COMPOSE_PROJECT_NAME'), await stack.setting('HTTPS_PORT')];
    return new ChaosStack(directory, project, Number(port), { ENV: 'production' });
  }

  /** `make <target> NAME=value…` in the copy, until it ends. */
  make(target: string, variables: Record<string, string> = {}): Promise<Ended> {
    return ended(this.begin(target, variables));
  }

  /** The same, to be watched or killed: the leader of a process group of its own. */
  begin(target: string, variables: Record<string, string> = {}): ChildProcess {
    const env = { ...process.env, ...this.environment, UPDATE_VERBOSE: '1', ...variables };
    return spawn(`${this.directory}/ops/${target}`, [], { cwd: this.directory, env, detached: true });
  }

  /** A new commit, whose images are those that run, changed by what `dockerfile` adds for each service. */
  async release(
    name: string,
    changes: Partial<Record<'backend' | 'nlu' | 'frontend', string>> = {},
  ): Promise<string> {
    await this.shell(`git commit -q --allow-empty -m "${name}"`);
    const tag = (await this.shell('ops/release-name')).trim();
    const from = (await this.setting('RELEASE')) || 'latest';
    for (const service of ['backend', 'nlu', 'frontend'] as const) {
      const image = `${this.project}-${service}`;
      const lines = `FROM ${image}:${from}\nLABEL alice.chaos="${name}"\n${changes[service] ?? ''}\n`;
      await this.shell(`docker build -q -t ${image}:${tag} - <<'END'\n${lines}END`);
    }
    return tag;
  }

  async setting(name: string): Promise<string> {
    const lines = (await readFile(join(this.directory, '.env.production'), 'utf8')).split('\n');
    return lines.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  }

  async secret(name: string): Promise<string> {
    return (await readFile(join(this.directory, 'secrets/production', name), 'utf8')).trim();
  }

  async state(file: string): Promise<string> {
    return readFile(join(this.directory, 'state/production', file), 'utf8').catch(() => '');
  }

  /** Tags of the releases whose containers run and are healthy, by service. */
  async running(service: string): Promise<string[]> {
    const flags = ['--filter', `label=com.docker.compose.project=${this.project}`];
    const own = ['--filter', `label=com.docker.compose.service=${service}`, '--filter', 'health=healthy'];
    const lines = await docker(['ps', ...flags, ...own, '--format', '{{.Image}}']);
    return lines
      .split('\n')
      .filter(Boolean)
      .map((image) => image.split(':')[1] ?? 'latest');
  }

  async container(service: string): Promise<string> {
    const flags = ['--filter', `label=com.docker.compose.project=${this.project}`];
    const own = ['--filter', `label=com.docker.compose.service=${service}`];
    return (await docker(['ps', '-q', ...flags, ...own])).split('\n')[0] ?? '';
  }

  /** How often each container that runs was started, and when; it changes with any restart. */
  async restarts(): Promise<string> {
    const label = `label=com.docker.compose.project=${this.project}`;
    const ids = (await docker(['ps', '-q', '--filter', label])).trim().split('\n');
    return docker(['inspect', '-f', '{{.Name}} {{.RestartCount}} {{.State.StartedAt}}', ...ids]);
  }

  /** `kill -9` of a service's process, on the host. */
  async kill(service: string): Promise<void> {
    process.kill(Number(await inspect(await this.container(service), '{{.State.Pid}}')), 'SIGKILL');
  }

  /** SQL in the stack's PostgreSQL; returns what psql prints, bare. */
  async sql(statement: string): Promise<string> {
    const psql = ['psql', '-h', '127.0.0.1', '-U', 'alice', '-d', 'alice', '-qAtc', statement];
    const password = await this.secret('postgres_password');
    return docker(['exec', '-e', `PGPASSWORD=${password}`, await this.container('postgres'), ...psql]);
  }

  /** A number of the backend's, as Prometheus reads it. */
  async metric(name: string): Promise<number> {
    const read = `fetch('http://127.0.0.1:9464/metrics').then(async (said) => console.log(await said.text()))`;
    const lines = await docker(['exec', await this.container('backend'), 'node', '-e', read]);
    const line = lines.split('\n').find((each) => each.startsWith(`${name} `)) ?? '';
    return line === '' ? Number.NaN : Number(line.slice(name.length));
  }

  get url(): string {
    return `https://localhost:${this.httpsPort}`;
  }

  /**
   * A request through nginx, on a connection of its own unless an agent keeps some: one that is kept may be closed just as
   * it is used again, and what was asked is asked once more on a new one.
   */
  ask(path: string, asking: Ask = {}): Promise<Answer> {
    const { method = 'GET', body, cookie, timeoutMs = 10_000, agent } = asking;
    const domain = this.environment.DOMAIN ?? 'localhost';
    return new Promise((resolve, reject) => {
      const headers = {
        host: `${domain}:${this.httpsPort}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie ? { cookie } : {}),
      };
      const options = {
        method,
        headers,
        agent: agent ?? false,
        servername: domain,
        rejectUnauthorized: false,
        signal: AbortSignal.timeout(timeoutMs),
      };
      const asked = request(this.url + path, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.once('error', (error: NodeJS.ErrnoException) => {
        if (!asked.reusedSocket || error.code !== 'ECONNRESET') reject(error);
        else this.ask(path, { ...asking, agent: undefined }).then(resolve, reject);
      });
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Makes that many users and signs them in; returns their cookies. */
  async users(count: number): Promise<string[]> {
    const setupToken = await this.secret('setup_token');
    const owner = { username: 'chaos', password: PASSWORD };
    const setup = await this.ask('/api/auth/setup', { method: 'POST', body: { setupToken, ...owner } });
    const cookie = cookieOf(
      setup.status === 409 ? await this.ask('/api/auth/login', { method: 'POST', body: owner }) : setup,
    );
    const cookies: string[] = [];
    for (let index = 0; index < count; index++) {
      const username = `chaos ${index + 1}`;
      await this.ask('/api/users', { method: 'POST', body: { username, password: PASSWORD }, cookie });
      cookies.push(await this.signIn(username));
    }
    return cookies;
  }

  /** The cookie of a new session of one of the users. */
  async signIn(username: string): Promise<string> {
    const body = { username, password: PASSWORD };
    return cookieOf(await this.ask('/api/auth/login', { method: 'POST', body }));
  }

  /** Something to end before the stack does. */
  atEnd(work: () => void): void {
    this.endings.push(work);
  }

  /** Removes all that the stack has, and the copy. */
  async down(): Promise<void> {
    for (const end of this.endings.splice(0)) end();
    if (process.env.CHAOS_STACK) return;
    await this.make('down');
    const label = `label=com.docker.compose.project=${this.project}`;
    await this.shell(`docker ps -aq --filter ${label} | xargs -r docker rm -fv
      docker volume ls -q --filter ${label} | xargs -r docker volume rm -f
      docker network ls -q --filter ${label} | xargs -r docker network rm
      docker image ls --format '{{.Repository}}:{{.Tag}}' --filter 'reference=${this.project}-*' | xargs -r docker rmi -f`);
    await rm(this.directory, { recursive: true, force: true });
  }

  shell(script: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        cwd: this.directory,
        env: { ...process.env, ...this.environment, DOCKER_BUILDKIT: '1' },
      };
      execFile(
        'bash',
        ['-euo', 'pipefail', '-c', script],
        { ...options, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) =>
          error ? reject(new Error(`${stderr || stdout}`, { cause: error })) : resolve(stdout),
      );
    });
  }
}

/** Since a moment of `performance.now()`, in seconds with one decimal. */
export const secondsSince = (moment: number) => Math.round((performance.now() - moment) / 100) / 10;

/** What `docker inspect` says of a container. */
export const inspect = async (id: string, format: string) =>
  (await docker(['inspect', '-f', format, id])).trim();

/** Waits for a script to end. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const started = performance.now();
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? (signal === null ? -1 : 128)));
  });
  return { code, output, seconds: (performance.now() - started) / 1000 };
}

/** Waits until the update that a killed script began holds its lock no more. */
export function unlocked(stack: ChaosStack): Promise<true> {
  return waitUntil(
    'the lock of the update to go',
    () => stack.shell('flock -n state/production/update.lock true').then(() => true as const),
    { timeoutMs: 60_000, intervalMs: 200 },
  );
}

function cookieOf({ status, headers, body }: Answer): string {
  const [cookie = ''] = [headers['set-cookie']].flat();
  if (status >= 300 || !cookie) throw new Error(`not signed in: ${status} ${body}`);
  return cookie.split(';')[0] ?? '';
}
