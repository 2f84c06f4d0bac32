import './without-reaper';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerComposeEnvironment, type StartedTestContainer } from 'testcontainers';
import { baseImage, baseImageNames } from './base-image';
import { docker, repositoryRoot } from './docker';
import { freePorts } from './free-ports';
import { waitUntil } from './wait-until';

export interface ComposeStackOptions {
  files?: string[];
  profiles?: string[];
  /** Variables of the stack, over the defaults of the Compose files. */
  environment?: Record<string, string>;
  /** Only these services and what they need; all unless told. */
  services?: string[];
  startupTimeoutMs?: number;
}

export interface ComposeStack {
  project: string;
  httpUrl: string;
  httpsUrl: string;
  setupToken: string;
  secretsDir: string;
  /** The first container of a service, by the service's name. */
  container(service: string): StartedTestContainer;
  /** `docker compose <args>` on this stack. */
  compose(...args: string[]): Promise<string>;
  logs(service: string): Promise<string>;
  /** Removes containers, networks, volumes, images and secrets. Safe to call twice. */
  down(): Promise<void>;
}

const PREFIX = 'alice-test-';
/** How many stacks this process has started; in the environment, since each test file loads this module anew. */
const STARTED = 'ALICE_TEST_STACKS_STARTED';

/**
 * Builds and starts the stack beside whatever else runs: own project name, free ports, own volumes, own secrets.
 * What a test run that died has left behind is removed first.
 */
export async function startComposeStack(options: ComposeStackOptions = {}): Promise<ComposeStack> {
  await removeAbandonedStacks();
  const files = options.files ?? ['docker-compose.yml', 'tests/stack/docker-compose.test.yml'];
  const started = Number(process.env[STARTED] ?? 0) + 1;
  process.env[STARTED] = String(started);
  const project = `${PREFIX}${process.pid}${started === 1 ? '' : `-${started}`}`;
  const directory = await mkdtemp(join(tmpdir(), `${project}-`));
  const [httpPort, httpsPort] = (await freePorts(2)) as [number, number];
  const secrets: Record<string, string> = {
    secret_key: randomBytes(32).toString('hex'),
    setup_token: randomBytes(32).toString('hex'),
    postgres_password: randomBytes(24).toString('hex'),
    spotify_client_secret: '',
    alert_webhook_url: '',
    backup_key: randomBytes(32).toString('hex'),
    alert_smtp_password: '',
    grafana_password: randomBytes(24).toString('hex'),
  };
  for (const [name, value] of Object.entries(secrets))
    await writeFile(join(directory, name), value, { mode: 0o444 });

  const environment: Record<string, string> = {
    COMPOSE_PROJECT_NAME: project,
    COMPOSE_PROFILES: (options.profiles ?? []).join(','),
    SECRETS_DIR: directory,
    BACKUP_DIR: join(directory, 'backups'),
    BIND_ADDRESS: '127.0.0.1',
    HTTP_PORT: String(httpPort),
    HTTPS_PORT: String(httpsPort),
    PUBLIC_URL: `http://localhost:${httpPort}`,
    OPEN_FILES: process.env.OPEN_FILES ?? '',
    ...Object.fromEntries(baseImageNames.map((name) => [name, baseImage(name)])),
    ...options.environment,
  };
  const environmentFile = join(directory, 'environment');
  const lines = Object.entries(environment).map(([key, value]) => `${key}=${value}\n`);
  await writeFile(environmentFile, lines.join(''), { mode: 0o600 });

  // With a file of its own, Compose does not read the `.env` of the stack in use.
  const flags = files.flatMap((file) => ['--file', file]);
  const compose = (...args: string[]) =>
    docker(
      [
        'compose',
        '--ansi',
        'never',
        '--project-name',
        project,
        '--env-file',
        environmentFile,
        ...flags,
        ...args,
      ],
      {
        env: environment,
      },
    );
  const down = async () => {
    await removeProject(project);
    await rm(directory, { recursive: true, force: true });
  };

  try {
    const running = await new DockerComposeEnvironment(repositoryRoot, files)
      .withProjectName(project)
      .withEnvironmentFile(environmentFile)
      .withEnvironment(environment)
      .withAutoCleanup(false)
      .withStartupTimeout(options.startupTimeoutMs ?? 180_000)
      .withBuild()
      .up(options.services);
    await refuseDeadServices(project);
    return {
      project,
      httpUrl: `http://localhost:${httpPort}`,
      httpsUrl: `https://localhost:${httpsPort}`,
      setupToken: options.environment?.SETUP_TOKEN || secrets.setup_token || '',
      secretsDir: directory,
      container: (service) => running.getContainer(`${service}-1`),
      compose,
      logs: (service) => compose('logs', '--no-color', '--no-log-prefix', service),
      down,
    };
  } catch (error) {
    const logs = await compose('logs', '--no-color', '--tail', '20').catch(String);
    await down();
    throw new Error(`the stack ${project} did not start: ${String(error)}\n${logs}`, { cause: error });
  }
}

/** Compose is content once a container has started; one that has ended since, with an error, must not go unseen. */
async function refuseDeadServices(project: string): Promise<void> {
  const label = ['--filter', `label=com.docker.compose.project=${project}`, '--filter', 'status=exited'];
  const ended = await ids([
    'ps',
    '--all',
    ...label,
    '--format',
    '{{.Label "com.docker.compose.service"}}: {{.Status}}',
  ]);
  const failed = ended.filter((line) => !line.includes('Exited (0)'));
  if (failed.length > 0) throw new Error(failed.join('; '));
}

/** By label and not by Compose file: it must work when the files have changed or the start has failed half-way. */
async function removeProject(project: string): Promise<void> {
  const label = ['--filter', `label=com.docker.compose.project=${project}`];
  let reason: unknown;
  await waitUntil(
    'the containers to go',
    async () => {
      const left = await ids(['ps', '--all', '--quiet', ...label]);
      if (left.length === 0) return true;
      // One that is just going by itself makes the command fail, though the others go.
      await remove(left, ['rm', '--force', '--volumes']).catch((error: unknown) => (reason = error));
      return false;
    },
    { timeoutMs: 60_000, intervalMs: 500 },
  ).catch((error: unknown) => {
    throw reason ?? error;
  });
  await remove(await ids(['network', 'ls', '--quiet', ...label]), ['network', 'rm']);
  await remove(await ids(['volume', 'ls', '--quiet', ...label]), ['volume', 'rm', '--force']);
  const images = await ids([
    'image',
    'ls',
    '--format',
    '{{.Repository}}:{{.Tag}}',
    '--filter',
    `reference=${project}-*`,
  ]);
  // The second stack of a process is called like the first and a number: its images are not the first one's.
  const own = images.filter((image) => !/^-\d+-/.test(image.slice(project.length)));
  await remove(own, ['image', 'rm', '--force']);
}

async function ids(args: string[]): Promise<string[]> {
  return (await docker(args)).split('\n').filter(Boolean);
}

async function remove(names: string[], command: string[]): Promise<void> {
  if (names.length > 0) await docker([...command, ...names]);
}

async function removeAbandonedStacks(): Promise<void> {
  const format = ['--format', '{{.Label "com.docker.compose.project"}}'];
  const label = ['--filter', 'label=com.docker.compose.project'];
  const found = await Promise.all([
    ids(['ps', '--all', ...format, ...label]),
    ids(['network', 'ls', ...format, ...label]),
    ids(['volume', 'ls', ...format, ...label]),
  ]);
  for (const project of new Set(found.flat())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)(?:-\\d+)?$`).exec(project)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await removeProject(project);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
