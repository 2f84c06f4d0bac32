import { buildImage, docker, waitUntil } from '@alice/test-stack';

jest.setTimeout(120_000);

interface Inspected {
  NetworkSettings: { Networks: Record<string, { IPAddress: string }> };
}

describe('prometheus', () => {
  const name = `alice-test-${process.pid}-prometheus`;
  let image: string;
  const promtool = (...args: string[]) => docker(['run', '--rm', '--entrypoint', 'promtool', image, ...args]);

  beforeAll(async () => {
    image = await buildImage('services/prometheus/Dockerfile');
  });
  afterAll(async () => {
    await docker(['rm', '--force', '--volumes', name]).catch(() => undefined);
    await docker(['network', 'rm', `${name}-data`, `${name}-metrics`]).catch(() => undefined);
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
    for (const network of ['data', 'metrics'])
      await docker(['network', 'create', '--internal', `${name}-${network}`]);
    const data = ['--network', `${name}-data`, '--network-alias', 'series'];
    await docker(['create', '--name', name, ...data, ...safe, '--env', 'METRICS_PORT=9999', image]);
    await docker(['network', 'connect', `${name}-metrics`, name]);
    await docker(['start', name]);
    const check = ['exec', name, 'promtool', 'check', 'healthy', '--url=http://series:9090'];
    await waitUntil('a healthy Prometheus', () => docker(check).then(() => true), { timeoutMs: 30_000 });
    expect(await docker(['exec', name, 'id', '-u'])).toBe('65534\n');
    expect(await docker(['exec', name, 'promtool', 'check', 'config', '/tmp/prometheus.yml'])).toContain(
      'SUCCESS',
    );
    const configuration = await docker(['exec', name, 'cat', '/tmp/prometheus.yml']);
    expect(configuration.match(/port: 9999/g)).toHaveLength(3);
  });

  it('answers in the one network that knows it as `series`, and is closed in the other', async () => {
    const [container] = JSON.parse(await docker(['inspect', name])) as [Inspected];
    const ask = (network: string) => {
      const { IPAddress } = container.NetworkSettings.Networks[`${name}-${network}`] ?? {};
      return fetch(`http://${IPAddress}:9090/-/healthy`, { signal: AbortSignal.timeout(3_000) });
    };
    expect((await ask('data')).status).toBe(200);
    await expect(ask('metrics')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('does not start with a port that is none', async () => {
    const start = docker(['run', '--rm', '--tmpfs', '/tmp', '--env', 'METRICS_PORT=x', image]);
    await expect(start).rejects.toThrow(/METRICS_PORT must be a port/);
  });
});
