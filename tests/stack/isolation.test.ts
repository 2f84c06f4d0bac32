import { readFile } from 'node:fs/promises';
import { waitUntil } from '@alice/test-stack';
import { docker } from '../../packages/test-stack/src/docker';
import { composeForTests } from './compose-for-tests';
import { makeOutsideWorld, OUTSIDE } from './outside-world';
import { call, containerOf, execIn, stack } from './stack';

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
  prometheus: ['backend', 'frontend', 'nlu', 'series'],
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

const SERVICES = [
  'nginx',
  'frontend',
  'backend',
  'nlu',
  'music',
  'prometheus',
  'ollama',
  'ollama-downloader',
];

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
    NetworkMode: string;
    PidMode: string;
    IpcMode: string;
    UTSMode: string;
    UsernsMode: string;
    CgroupParent: string;
    Devices: unknown[] | null;
  };
  Mounts: { Type: string; Source: string; Propagation: string }[];
}

/** Directories of the host that no container has a use for (CIS Docker Benchmark, 5.5). */
const OF_THE_HOST = /^\/(?:$|boot|dev|etc|lib|proc|sys|usr|var\/run|run)(?:\/|$)/;

// The CIS Docker Benchmark's list for containers, 5.1 to 5.31, as docker-bench-security looks for it; what is left out on
// purpose stands in docs/architecture.md.
it.each(SERVICES)('%s is locked in', async (service) => {
  const [container] = JSON.parse(await docker(['inspect', await containerOf(service)])) as [Inspected];
  const { Config, HostConfig, Mounts } = container;
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
  const inside = Object.keys(HostConfig.PortBindings ?? {}).map((port) => parseInt(port, 10));
  expect(inside.filter((port) => port < 1024)).toEqual([]);
  // No namespace, device or control group of the host's, and not Docker's own bridge, where all would be together.
  expect(HostConfig).toMatchObject({
    NetworkMode: expect.stringMatching(`^${stack().project}_`) as string,
    PidMode: '',
    IpcMode: 'private',
    UTSMode: '',
    UsernsMode: '',
    CgroupParent: '',
  });
  expect(HostConfig.Devices ?? []).toEqual([]);
  expect(HostConfig.SecurityOpt.join()).not.toMatch(/unconfined/);
  expect(Mounts.filter(({ Propagation }) => /shared/.test(Propagation))).toEqual([]);
  expect(Mounts.filter(({ Type, Source }) => Type === 'bind' && OF_THE_HOST.test(Source))).toEqual([]);
  const processes = await execIn(service, 'bash', '-c', 'cat /proc/[0-9]*/comm 2>/dev/null || true');
  expect(processes.split('\n')).not.toContain('sshd');
});

describe('a secret', () => {
  let secrets: string[];
  const showsNone = (text: string) => {
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  };
  beforeAll(async () => {
    const names = ['secret_key', 'setup_token', 'postgres_password'];
    secrets = await Promise.all(
      names.map(async (name) => (await readFile(`${stack().secretsDir}/${name}`, 'utf8')).trim()),
    );
  });

  it('is in no container’s description, no image and no log', async () => {
    const containers = (await composeForTests('ps', '--all', '--quiet')).trim().split('\n');
    const images = (await docker(['image', 'ls', '--quiet', '--filter', `reference=${stack().project}-*`]))
      .trim()
      .split('\n');
    showsNone(await docker(['inspect', ...containers]));
    showsNone(await docker(['image', 'inspect', ...images]));
    for (const image of images) showsNone(await docker(['history', '--no-trunc', image]));
    showsNone(await composeForTests('logs', '--no-color'));
  }, 60_000);

  it.each(SERVICES)(
    'is in no file of %s, and in the environment of none of its processes',
    async (service) => {
      const places = '/app /etc /home /opt /root /srv /usr/local /var/lib /var/log /proc/[0-9]*/environ';
      const looked = await execIn(
        service,
        'bash',
        '-c',
        `grep -rlFf /dev/stdin ${places} 2>/dev/null <<< "$1" || true; printf looked`,
        'bash',
        secrets.join('\n'),
      );
      expect(looked).toBe('looked');
    },
  );

  it('is in no metric', async () => {
    const read = (url: string) => `fetch('${url}').then((a) => a.text()).then((t) => console.log(t))`;
    for (const host of ['localhost', 'nlu']) {
      const url = `http://${host}:${ports.metrics}/metrics`;
      const metrics = await execIn('backend', 'node', '-e', read(url));
      expect(metrics).toContain('# HELP');
      showsNone(metrics);
    }
  });

  it('is in no error, also where it was sent', async () => {
    const tried = { username: 'Åsa', password: secrets[1], setupToken: secrets[1] };
    const answers = [
      await call('POST', '/api/auth/setup', tried, { cookie: null }),
      await call('POST', '/api/auth/login', tried, { cookie: null }),
      await call('POST', '/api/chat', `{"text": "${secrets[0]}`),
      await call('PATCH', '/api/auth/me/preferences', { theme: secrets[0] }),
      await call('GET', '/api/nowhere', undefined, {
        headers: { authorization: `Bearer ${secrets[0]}` },
      }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      showsNone(await answer.text());
    }
  });
});

it('lets prometheus see the backend, nlu and the web app, on the port that was moved', async () => {
  await waitUntil(
    'the targets to be up',
    async () => {
      const url = 'http://series:9090';
      const up = await execIn('prometheus', 'promtool', 'query', 'instant', url, 'up == 1');
      return ['backend', 'nlu', 'frontend'].every((job) => up.includes(`job="${job}"`));
    },
    { timeoutMs: 40_000, intervalMs: 1_000 },
  );
}, 60_000);
