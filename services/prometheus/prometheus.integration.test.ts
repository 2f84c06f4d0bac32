import { buildImage, docker, waitUntil } from '@alice/test-stack';

jest.setTimeout(120_000);

describe('prometheus', () => {
  const name = `alice-test-prometheus-${process.pid}`;
  let image: string;
  const promtool = (...args: string[]) => docker(['run', '--rm', '--entrypoint', 'promtool', image, ...args]);

  beforeAll(async () => {
    image = await buildImage('services/prometheus/Dockerfile');
  });
  afterAll(async () => {
    await docker(['rm', '--force', '--volumes', name]).catch(() => undefined);
  });

  it('raises every alert when it should, and no other', async () => {
    expect(await promtool('test', 'rules', '/etc/alice/prometheus/alerts.test.yml')).toContain('SUCCESS');
  });

  it('runs without root on a read-only file system and looks for the services at METRICS_PORT', async () => {
    const safe = [
      '--read-only',
      '--tmpfs',
      '/tmp',
      '--cap-drop',
      'ALL',
      '--security-opt',
      'no-new-privileges:true',
    ];
    await docker(['run', '--detach', '--name', name, ...safe, '--env', 'METRICS_PORT=9999', image]);
    const check = ['exec', name, 'promtool', 'check', 'healthy', '--url=http://127.0.0.1:9090'];
    await waitUntil('a healthy Prometheus', () => docker(check).then(() => true), { timeoutMs: 30_000 });
    expect(await docker(['exec', name, 'id', '-u'])).toBe('65534\n');
    expect(await docker(['exec', name, 'promtool', 'check', 'config', '/tmp/prometheus.yml'])).toContain(
      'SUCCESS',
    );
    const configuration = await docker(['exec', name, 'cat', '/tmp/prometheus.yml']);
    expect(configuration.match(/port: 9999/g)).toHaveLength(2);
  });

  it('does not start with a port that is none', async () => {
    const start = docker(['run', '--rm', '--tmpfs', '/tmp', '--env', 'METRICS_PORT=x', image]);
    await expect(start).rejects.toThrow(/METRICS_PORT must be a port/);
  });
});
