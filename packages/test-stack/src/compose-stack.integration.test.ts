import { startComposeStack } from './compose-stack';
import { docker } from './docker';

jest.setTimeout(300_000);

describe('startComposeStack', () => {
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
    const stack = await startComposeStack({ files: ['docker-compose.yml'], services: ['prometheus'] });
    try {
      const health = [
        'inspect',
        '--format',
        '{{.State.Health.Status}}',
        stack.container('prometheus').getId(),
      ];
      expect(await docker(health)).toBe('healthy\n');
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
      files: ['docker-compose.yml'],
      services: ['prometheus'],
      environment: { METRICS_PORT: 'none' },
      startupTimeoutMs: 20_000,
    });
    await expect(failing).rejects.toThrow(/METRICS_PORT must be a port/);
    expect(await left(`alice-test-${process.pid}-2`)).toBe('');
  });
});
