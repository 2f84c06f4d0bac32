import { readFile } from 'node:fs/promises';
import { waitUntil } from '@alice/test-stack';
import { docker } from '../../packages/test-stack/src/docker';
import { composeForTests } from './compose-for-tests';
import { makeOutsideWorld, OUTSIDE } from './outside-world';
import { containerOf, execIn, stack } from './stack';

const { ports } = stack();
const addresses: Record<string, number> = {
  backend: ports.backend,
  frontend: ports.frontend,
  nlu: ports.nlu,
  music: 6600,
  ollama: 11434,
  series: 9090,
};

/** Who may reach whom, after docs/architecture.md. */
const reaches: Record<string, string[]> = {
  nginx: ['backend', 'frontend', 'nlu', 'music'],
  frontend: ['backend', 'nlu', 'music'],
  backend: ['frontend', 'nlu', 'music', 'ollama', 'series'],
  nlu: ['backend', 'frontend', 'music'],
  music: ['backend', 'frontend', 'nlu'],
  ollama: ['backend'],
  // Under `series` it finds itself.
  prometheus: ['backend', 'nlu', 'series'],
};

/** bash is in every image, and can open a connection. */
async function connects(from: string, host: string, port: number): Promise<boolean> {
  const attempt = `exec 3<>/dev/tcp/${host}/${port}`;
  return execIn(from, 'timeout', '3', 'bash', '-c', attempt).then(
    () => true,
    () => false,
  );
}

it.each(Object.keys(reaches))(
  '%s reaches just what it needs',
  async (from) => {
    const others = Object.entries(addresses).filter(([name]) => name !== from);
    const found = await Promise.all(
      others.map(async ([name, port]) => ((await connects(from, name, port)) ? name : undefined)),
    );
    expect(found.filter((name) => name !== undefined).sort()).toEqual([...(reaches[from] ?? [])].sort());
  },
  60_000,
);

it.each(['nginx', 'frontend', 'nlu', 'music', 'ollama'])(
  'keeps Prometheus from %s, by each of its addresses',
  async (from) => {
    const [{ NetworkSettings }] = JSON.parse(await docker(['inspect', await containerOf('prometheus')])) as [
      { NetworkSettings: { Networks: Record<string, { IPAddress: string }> } },
    ];
    const itsAddresses = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
    expect(itsAddresses).toHaveLength(2);
    expect(await Promise.all(itsAddresses.map((address) => connects(from, address, 9090)))).toEqual([
      false,
      false,
    ]);
  },
  60_000,
);

describe('the way out', () => {
  let remove: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    remove = await makeOutsideWorld();
  }, 30_000);
  afterAll(() => remove?.());

  it.each(['frontend', 'nlu', 'music', 'ollama', 'prometheus'])('is closed to %s', async (service) => {
    expect(await connects(service, OUTSIDE.host, OUTSIDE.port)).toBe(false);
  });

  it('is open to the backend', async () => {
    expect(await connects('backend', OUTSIDE.host, OUTSIDE.port)).toBe(true);
  });
});

/** 65,536, or what the engine can give (ops/open-files). */
const openFiles = Number(process.env.OPEN_FILES || 65_536);

interface Inspected {
  Config: { User: string; Env: string[]; Healthcheck?: { Test: string[] } };
  HostConfig: {
    ReadonlyRootfs: boolean;
    CapDrop: string[] | null;
    CapAdd: string[] | null;
    SecurityOpt: string[];
    Init: boolean;
    Memory: number;
    PidsLimit: number;
    Privileged: boolean;
    Ulimits: { Name: string; Soft: number }[] | null;
    LogConfig: { Config: Record<string, string> };
    RestartPolicy: { Name: string };
    PortBindings: Record<string, { HostIp: string }[]> | null;
    Binds: string[] | null;
  };
}

it.each(['nginx', 'frontend', 'backend', 'nlu', 'music', 'prometheus', 'ollama', 'ollama-downloader'])(
  '%s is locked in',
  async (service) => {
    const [container] = JSON.parse(await docker(['inspect', await containerOf(service)])) as [Inspected];
    const { Config, HostConfig } = container;
    expect(Config.User).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(Config.Healthcheck?.Test.length).toBeGreaterThan(1);
    expect(Config.Healthcheck?.Test.join(' ')).not.toMatch(/curl|wget/);
    expect(HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: null,
      Init: true,
      Privileged: false,
      RestartPolicy: { Name: 'unless-stopped' },
    });
    expect(HostConfig.SecurityOpt).toContain('no-new-privileges:true');
    expect(HostConfig.PidsLimit).toBeGreaterThan(0);
    expect(HostConfig.Memory).toBeGreaterThan(0);
    expect(HostConfig.Ulimits).toContainEqual(expect.objectContaining({ Name: 'nofile', Soft: openFiles }));
    expect(HostConfig.LogConfig.Config).toMatchObject({ 'max-size': '10m', 'max-file': '5' });
    expect((HostConfig.Binds ?? []).join()).not.toMatch(/docker\.sock/);
    const published = Object.values(HostConfig.PortBindings ?? {}).flat();
    expect(published.map(({ HostIp }) => HostIp)).toEqual(service === 'nginx' ? ['127.0.0.1'] : []);
  },
);

it('shows no secret in a container’s description, an image or a log', async () => {
  const secrets = await Promise.all(
    ['secret_key', 'setup_token', 'postgres_password'].map((name) =>
      readFile(`${stack().secretsDir}/${name}`, 'utf8'),
    ),
  );
  const containers = (await composeForTests('ps', '--all', '--quiet')).trim().split('\n');
  const images = (await docker(['image', 'ls', '--quiet', '--filter', `reference=${stack().project}-*`]))
    .trim()
    .split('\n');
  const shown = [
    await docker(['inspect', ...containers]),
    await docker(['image', 'inspect', ...images]),
    ...(await Promise.all(images.map((image) => docker(['history', '--no-trunc', image])))),
    await composeForTests('logs', '--no-color'),
  ].join('\n');
  for (const secret of secrets) expect(shown.includes(secret.trim())).toBe(false);
}, 60_000);

it('lets prometheus see the backend and nlu, on the port that was moved', async () => {
  await waitUntil(
    'both targets to be up',
    async () => {
      const url = 'http://series:9090';
      const up = await execIn('prometheus', 'promtool', 'query', 'instant', url, 'up == 1');
      return up.includes('job="backend"') && up.includes('job="nlu"');
    },
    { timeoutMs: 40_000, intervalMs: 1_000 },
  );
}, 60_000);
