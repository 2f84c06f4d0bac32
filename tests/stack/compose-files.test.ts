import { docker, repositoryRoot } from '../../packages/test-stack/src/docker';

interface Merged {
  services: Record<
    string,
    {
      ports?: { published: string; target: number }[];
      networks?: Record<string, unknown>;
      environment?: Record<string, string>;
      container_name?: string;
      volumes?: { type: string; source: string; target: string; read_only?: boolean }[];
      deploy?: { resources: { reservations?: { devices: { driver: string; capabilities: string[] }[] } } };
    }
  >;
  networks: Record<string, { internal?: boolean }>;
}

async function merge(files: string[], environmentFile = '/dev/null'): Promise<Merged> {
  const flags = files.flatMap((file) => ['--file', `${repositoryRoot}/${file}`]);
  const args = ['--profile', '*', '--env-file', environmentFile, ...flags, 'config', '--format', 'json'];
  return JSON.parse(await docker(['compose', '--project-name', 'alice-test-merge', ...args])) as Merged;
}

const production = ['docker-compose.yml', 'docker-compose.production.yml'];
const staging = [...production, 'docker-compose.staging.yml'];
const published = ({ services }: Merged) =>
  Object.entries(services).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => `${name}:${port.published}`),
  );

it('publishes nginx alone, on the ports of the environment', async () => {
  expect(published(await merge(['docker-compose.yml']))).toEqual(['nginx:8080']);
  expect(published(await merge(production))).toEqual(['nginx:80', 'nginx:443']);
  expect(published(await merge(staging))).toEqual(['nginx:8081', 'nginx:8444']);
});

it('adds Grafana beside Prometheus where it is wanted, and opens it to this machine alone', async () => {
  const { services } = await merge([...production, 'docker-compose.grafana.yml']);
  expect(services.grafana?.ports).toEqual([
    expect.objectContaining({ host_ip: '127.0.0.1', published: '3001', target: 3000 }),
  ]);
  expect(Object.keys(services.grafana?.networks ?? {}).sort()).toEqual(['data', 'edge']);
});

it('joins each service to the networks that the design names, no more than six in all', async () => {
  const { services, networks } = await merge(production);
  const members = (network: string) =>
    Object.keys(services)
      .filter((name) => network in (services[name]?.networks ?? {}))
      .sort();
  expect(Object.keys(networks).sort()).toEqual(['app', 'data', 'edge', 'egress', 'llm', 'metrics']);
  expect(
    Object.keys(networks)
      .filter((name) => !networks[name]?.internal)
      .sort(),
  ).toEqual(['edge', 'egress']);
  expect(members('edge')).toEqual(['nginx']);
  expect(members('app')).toEqual(['backend', 'frontend', 'music', 'nginx', 'nlu']);
  expect(members('data')).toEqual(['backend', 'backup', 'migrate', 'postgres', 'prometheus']);
  expect(members('llm')).toEqual(['backend', 'backup', 'ollama']);
  expect(members('egress')).toEqual([
    'alertmanager',
    'backend',
    'certbot',
    'ollama-downloader',
    'ollama-pull',
  ]);
});

it('gives certbot the way out, its two volumes beside nginx, and no more', async () => {
  const { services } = await merge(production);
  const volumesOf = (name: string) =>
    (services[name]?.volumes ?? []).map(({ type, source, target, read_only: readOnly = false }) => ({
      ...{ type, source, target, readOnly },
    }));
  const certificates = {
    type: 'volume',
    source: 'certificates',
    target: '/etc/alice/certs',
    readOnly: false,
  };
  const acme = { type: 'volume', source: 'acme', target: '/var/www/acme', readOnly: false };
  const noBundle = { type: 'bind', source: '/dev/null', target: '/etc/alice/acme-ca.pem', readOnly: true };
  expect(volumesOf('certbot')).toEqual([certificates, acme, noBundle]);
  expect(volumesOf('nginx')).toEqual(expect.arrayContaining([certificates, { ...acme, readOnly: true }]));
  expect(services.certbot).toMatchObject({
    profiles: ['letsencrypt'],
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    init: true,
    restart: 'unless-stopped',
  });
  expect(services.certbot).not.toHaveProperty('secrets');
  expect(services.certbot).not.toHaveProperty('ports');
  const { services: development } = await merge(['docker-compose.yml']);
  expect(development).not.toHaveProperty('certbot');
});

it('makes backups in production, alone in its container, with a way out only to a remote', async () => {
  const { services } = await merge(production);
  expect(services.backup).toMatchObject({
    read_only: true,
    cap_drop: ['ALL'],
    cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
    security_opt: ['no-new-privileges:true'],
    init: true,
    restart: 'unless-stopped',
  });
  expect(services.backup).not.toHaveProperty('profiles');
  expect(services.backup).not.toHaveProperty('ports');
  const binds = (services.backup?.volumes ?? []).filter(({ type }) => type === 'bind');
  expect(binds.map(({ target, read_only: readOnly = false }) => [target, readOnly])).toEqual([
    ['/repository', false],
    ['/secrets', true],
    ['/ssl', true],
  ]);
  const toBackend = services.backend?.volumes?.find(({ source }) => source === 'backup-state');
  expect(toBackend).toMatchObject({ target: '/backups', read_only: true });
  const { services: development } = await merge(['docker-compose.yml']);
  expect(development.backup).toMatchObject({ profiles: ['backup'] });
  const { services: remote } = await merge([...production, 'docker-compose.backup-remote.yml']);
  expect(Object.keys(remote.backup?.networks ?? {}).sort()).toEqual(['data', 'egress', 'llm']);
});

it('gives the GPUs to the language model with the GPU overlay, and to nothing without it', async () => {
  const { services } = await merge(['docker-compose.yml', 'docker-compose.gpu.yml']);
  const [device] = services.ollama?.deploy?.resources.reservations?.devices ?? [];
  expect(device).toMatchObject({ driver: 'nvidia', capabilities: ['gpu'] });
  expect(
    (await merge(['docker-compose.yml'])).services.ollama?.deploy?.resources.reservations,
  ).toBeUndefined();
});

it('names no container, so that two checkouts run side by side', async () => {
  const { services } = await merge(staging);
  expect(Object.values(services).filter((service) => service.container_name !== undefined)).toEqual([]);
});
