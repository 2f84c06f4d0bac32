import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startComposeStack } from './compose-stack';
import { docker, repositoryRoot } from './docker';

jest.setTimeout(300_000);

const composeFile = `
services:
  prometheus:
    build:
      context: ${repositoryRoot}
      dockerfile: services/prometheus/Dockerfile
      args: { PROMETHEUS_IMAGE: "\${PROMETHEUS_IMAGE}" }
    environment: { METRICS_PORT: "\${METRICS_PORT:-9464}" }
    secrets: [setup_token]
    volumes: [metrics:/prometheus]
    # The name that it listens on, as in the network of the whole stack.
    networks: { default: { aliases: [series] } }
volumes: { metrics: {} }
secrets:
  setup_token: { file: "\${SECRETS_DIR}/setup_token" }
`;

describe('startComposeStack', () => {
  const directory = mkdtempSync(join(tmpdir(), 'alice-compose-'));
  const files = [join(directory, 'docker-compose.yml')];
  beforeAll(() => writeFileSync(files[0] ?? '', composeFile));
  afterAll(() => rmSync(directory, { recursive: true }));

  const left = async (project: string) => {
    const label = ['--filter', `label=com.docker.compose.project=${project}`];
    const found = await Promise.all([
      docker(['ps', '--all', '--quiet', ...label]),
      docker(['network', 'ls', '--quiet', ...label]),
      docker(['volume', 'ls', '--quiet', ...label]),
      docker(['image', 'ls', '--quiet', '--filter', `reference=${project}-*`]),
    ]);
    return found.join('').trim();
  };

  it('starts services under a name of their own, waits until they are healthy and leaves nothing behind', async () => {
    const stack = await startComposeStack({ files });
    try {
      const id = stack.container('prometheus').getId();
      expect(await docker(['inspect', '--format', '{{.State.Health.Status}}', id])).toBe('healthy\n');
      expect(await docker(['exec', id, 'cat', '/run/secrets/setup_token'])).toBe(stack.setupToken);
      expect(await stack.compose('ps', '--services')).toBe('prometheus\n');
      expect(await left(stack.project)).not.toBe('');
    } finally {
      await stack.down();
    }
    expect(await left(stack.project)).toBe('');
    await stack.down();
  });

  it('leaves nothing behind when a service does not start, and shows its last words', async () => {
    const failing = startComposeStack({
      files,
      environment: { METRICS_PORT: 'none' },
      startupTimeoutMs: 20_000,
    });
    await expect(failing).rejects.toThrow(/METRICS_PORT must be a port/);
    expect(await left(`alice-test-${process.pid}-2`)).toBe('');
  });
});
