import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@alice/errors';
import { backendEnvSchema, backendSecretsSchema, loadConfig } from './config';

const root = join(__dirname, '../../../..');
const good = {
  PUBLIC_URL: 'http://localhost:8080',
  DATABASE_URL: 'sqlite:/data/alice.db',
  SECRET_KEY: 'f3a9c1d27b6e48051c9d8e7f6a5b4c3d',
  SETUP_TOKEN: 'c3d4f3a9c1d27b6e48051c9d8e7f6a5b',
};
const messageOf = (change: Record<string, string>) => {
  try {
    loadConfig({ ...good, ...change });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return 'accepted';
};

it('needs no more than four values', () => {
  const { config } = loadConfig(good);
  expect(config).toMatchObject({ NLU_CONFIDENCE_THRESHOLD: 0.85, HARMONY_TEMPERATURE_COMMANDS: 0.15 });
  expect(config.ENABLED_TOOLS).toHaveLength(12);
});

it('reads amounts of memory as Compose takes them', () => {
  const memory = (OLLAMA_MEMORY: string) => loadConfig({ ...good, OLLAMA_MEMORY }).config.OLLAMA_MEMORY;
  expect(['512m', '1.5G', '2gb', '1048576'].map(memory)).toEqual([
    536_870_912, 1_610_612_736, 2_147_483_648, 1_048_576,
  ]);
});

it.each([
  ['OLLAMA_MEMORY', 'plenty'],
  ['GPU_MEMORY_MB', '8 GB'],
  ['NODE_ENV', 'staging'],
  ['ALICE_ENV', 'nightly'],
  ['PUBLIC_URL', 'localhost'],
  ['TLS_MODE', 'yes please'],
  ['BACKEND_PORT', '0'],
  ['DATABASE_URL', 'sqlite:alice.db'],
  ['DATABASE_URL', 'mysql://x'],
  ['USE_TOOLS', 'maybe'],
  ['ENABLED_TOOLS', 'PLAY,DANCE'],
  ['NLU_CONFIDENCE_THRESHOLD', '1.5'],
  ['OLLAMA_HOST', 'ollama:11434'],
  ['OLLAMA_TIMEOUT', '-1'],
  ['LOG_LEVEL', 'loud'],
  ['TZ', 'Nowhere/Bad'],
  ['DATABASE_URL', 'postgres://alice:changeme@postgres:5432/alice'],
  ['SECRET_KEY', 'your-secret-key-here'],
  ['TTS_SPEED', 'fast'],
  ['BACKEND_REPLICAS', '0'],
  ['SPOTIFY_REDIRECT_URI', 'http://localhost:8080/spotify/callback'],
])('refuses a wrong %s by its name and not by its value', (name, value) => {
  const message = messageOf({ [name]: value });
  expect(message).toMatch(new RegExp(`${name}: `));
  if (value.length > 2) expect(message).not.toContain(value);
});

it('takes more than one backend on PostgreSQL alone', () => {
  const two = { BACKEND_REPLICAS: '2' };
  expect(messageOf(two)).toMatch(/BACKEND_REPLICAS: .*PostgreSQL/);
  const postgres = {
    DATABASE_URL: 'postgres://alice@postgres:5432/alice',
    POSTGRES_PASSWORD: good.SECRET_KEY,
  };
  expect(messageOf({ ...two, ...postgres })).toBe('accepted');
});

it('asks for the password that PostgreSQL needs', () => {
  const postgres = { DATABASE_URL: 'postgres://alice@postgres:5432/alice' };
  expect(messageOf(postgres)).toBe('the environment is wrong: POSTGRES_PASSWORD: is missing');
  expect(messageOf({ ...postgres, POSTGRES_PASSWORD: good.SECRET_KEY })).toBe('accepted');
});

const namesIn = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? '');

it('finds every variable of the schema in every example, or fixed by the Compose file', () => {
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const examples = readdirSync(root).filter((file) => /^\.env\..*example$|^\.env\.example$/.test(file));
  expect(examples).toHaveLength(3);
  const fixed = [
    'NLU_URL',
    'OLLAMA_PULL_HOST',
    'MPD_HOST',
    'MPD_PORT',
    'PROMETHEUS_URL',
    'POSTGRES_PASSWORD_FILE',
  ];
  const wanted = Object.keys(backendEnvSchema.shape).filter((name) => !fixed.includes(name));
  for (const file of examples)
    expect({ file, missing: wanted.filter((name) => !namesIn(file).includes(name)) }).toEqual({
      file,
      missing: [],
    });
  for (const name of wanted) expect(compose).toMatch(new RegExp(`^    ${name}: \\$\\{${name}`, 'm'));
});

it('has no secret with a value in an example', () => {
  for (const file of ['.env.example', '.env.staging.example', '.env.production.example']) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const name of Object.keys(backendSecretsSchema.shape))
      expect(text).not.toMatch(new RegExp(`^${name}=.+`, 'm'));
  }
});
