import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@alice/test-stack';
import { repositoryRoot } from '../../packages/test-stack/src/docker';
import { stack } from './stack';

/**
 * The deployment guide's commands that need a running stack, to the letter, on the tests' stack in production's place.
 * ops/tests/documents.bats runs the others, and sees to it that both languages have the same ones.
 */
const PAGE = 'docs/sv/driftsattning.md';
const ANSWER_MS = 60_000;

interface Block {
  follows: boolean;
  commands: string;
}

async function blocksForTheStack(): Promise<Block[]> {
  const page = await readFile(join(repositoryRoot, PAGE), 'utf8');
  const marked = /<!-- run: stack(, until it has said something)? -->\n```bash\n([^`]+)```/g;
  return [...page.matchAll(marked)].map(([, follows, commands = '']) => ({
    follows: follows !== undefined,
    commands,
  }));
}

/** Runs commands in a directory; one that follows is ended after its first line. Rejects where it fails, or says nothing. */
function run(
  commands: string,
  directory: string,
  follows = false,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const { PATH, HOME } = process.env;
    // A process group of its own, so that what it has started can be ended with it.
    const child = spawn('bash', ['-euc', commands], {
      cwd: directory,
      detached: true,
      env: { PATH, HOME },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = () => process.kill(-(child.pid ?? 0), 'SIGKILL');
    const deadline = setTimeout(() => {
      end();
      reject(new Error(`no end within ${ANSWER_MS} ms: ${commands}\n${output}`));
    }, ANSWER_MS);
    let output = '';
    let ended = false;
    const hear = (text: string) => {
      output += text;
      if (!follows || ended || !output.includes('\n')) return;
      ended = true;
      end();
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(deadline);
      resolve({ code: ended ? 0 : (code ?? 1), output });
    });
  });
}

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'alice-test-documents-'));
  for (const name of ['ops', 'Makefile', '.env.production.example'])
    await cp(join(repositoryRoot, name), join(directory, name), { recursive: true });
  const { secretsDir } = stack();
  const files = ['docker-compose.yml', 'tests/stack/docker-compose.test.yml'];
  const settings = [
    await readFile(join(secretsDir, 'environment'), 'utf8'),
    `COMPOSE_FILE=${files.map((file) => join(repositoryRoot, file)).join(':')}`,
    'DOMAIN=localhost',
    'TLS_MODE=',
    'DATABASE_URL=',
  ];
  await writeFile(join(directory, '.env.production'), settings.join('\n'), { mode: 0o600 });
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** What the answer must have in it, by the block's first command. */
const answers: Record<string, RegExp> = {
  'make status ENV=production': /backend +Up[^]*health: (ok|degraded)[^]*language model: /,
  'make certificates ENV=production': /without TLS/,
  'make reload ENV=production': /nginx has reloaded/,
  'make top ENV=production': /backend[^]*MiB[^]*volumes[^]*free/,
  'docker compose --env-file .env.production ps': /backend[^]*healthy/,
  'make logs ENV=production S=backend': /"service":"backend"/,
  'make log-level ENV=production LEVEL=debug':
    /backend logs at debug[^]*nlu logs at debug[^]*nlu logs at info/,
};

it('runs every command of the deployment guide that needs a running stack', async () => {
  const blocks = await blocksForTheStack();
  const first = blocks.map(({ commands }) => commands.split('\n')[0] ?? '');
  expect(first).toEqual(Object.keys(answers));
  for (const { commands, follows } of blocks) {
    const { code, output } = await run(commands, directory, follows);
    expect({ commands, code, output }).toMatchObject({ commands, code: 0 });
    expect(output).toMatch(answers[commands.split('\n')[0] ?? ''] as RegExp);
  }
}, 240_000);

it('finds in a running stack what the checklist looks at', async () => {
  // Prometheus asks the services every 15 s.
  const output = await waitUntil(
    'Prometheus to hear from the services',
    async () => {
      const checked = await run('make check ENV=production', directory);
      return /^ +ok +it hears from backend, nlu and web app$/m.test(checked.output) && checked.output;
    },
    { timeoutMs: 60_000, intervalMs: 1_000 },
  );
  expect(output.match(/^(PASS|FAIL|not applicable) +[1-9]\. /gm)).toHaveLength(9);
  for (const found of [
    'the Compose configuration is valid',
    'nothing but nginx is published',
    'its schema is up to date (migrate has ended well)',
    'Prometheus runs, and judges the alert rules',
    "every service's log is bounded",
    '/api/health says ok',
  ])
    expect(output).toContain(`        ok      ${found}\n`);
}, 120_000);
