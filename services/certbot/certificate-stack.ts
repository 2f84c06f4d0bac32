import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { baseImage, buildImage, docker } from '@alice/test-stack';
import {
  GenericContainer,
  Network,
  Wait,
  type StartedNetwork,
  type StartedTestContainer,
} from 'testcontainers';

const run = promisify(execFile);

export const DOMAIN = 'alice.example.test';

/** The certificates' side of production: nginx and certbot with their volumes, and Pebble as the authority. */
export class CertificateStack {
  readonly certbot = `alice-test-${process.pid}-certbot`;
  private readonly volumes = ['certificates', 'acme'].map((name) => `alice-test-${process.pid}-${name}`);
  private readonly started: StartedTestContainer[] = [];
  private network?: StartedNetwork;
  private directory = '';
  private pebble?: StartedTestContainer;
  private image = '';

  /** Builds the images and makes the network, the volumes, and the certificate that Pebble itself is reached with. */
  async prepare(): Promise<void> {
    for (const volume of this.volumes) await docker(['volume', 'create', volume]);
    this.image = await buildImage('services/certbot/Dockerfile');
    this.network = await new Network().start();
    this.directory = await mkdtemp(join(tmpdir(), 'alice-test-authority-'));
    const openssl = (...args: string[]) => run('openssl', args, { cwd: this.directory });
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    await openssl(
      'req',
      '-x509',
      ...ec,
      '-days',
      '2',
      '-subj',
      '/CN=its own CA',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
    );
    await openssl(
      ...['req', '-x509', ...ec, '-days', '2', '-subj', '/CN=pebble', '-addext', 'subjectAltName=DNS:pebble'],
      ...['-addext', 'basicConstraints=critical,CA:FALSE', '-CA', 'ca.pem', '-CAkey', 'ca.key'],
      ...['-keyout', 'key.pem', '-out', 'cert.pem'],
    );
    await chmod(this.directory, 0o755);
    await chmod(join(this.directory, 'ca.pem'), 0o644);
  }

  async startNginx(): Promise<StartedTestContainer> {
    const [certificates, acme] = this.volumes as [string, string];
    const nginx = await new GenericContainer(await buildImage('services/nginx/Dockerfile'))
      .withNetwork(this.networkOrFail())
      .withNetworkAliases(DOMAIN)
      .withEnvironment({ TLS_MODE: 'letsencrypt', DOMAIN, ALLOWED_HOSTS: DOMAIN })
      .withTmpFs({ '/tmp': 'rw,uid=101,gid=101,mode=0700' })
      .withDroppedCapabilities('ALL')
      .withSecurityOpt('no-new-privileges:true')
      .withBindMounts([
        { source: certificates, target: '/etc/alice/certs' },
        { source: acme, target: '/var/www/acme', mode: 'ro' },
      ])
      .withExposedPorts(8443)
      .withWaitStrategy(Wait.forSuccessfulCommand('alice-nginx-healthcheck'))
      .start();
    this.started.push(nginx);
    return nginx;
  }

  /** The authority; it looks at nginx's port 8080, as a real one would at 80. */
  async startPebble(): Promise<void> {
    const image = baseImage('PEBBLE_IMAGE');
    const configuration = {
      pebble: {
        listenAddress: '0.0.0.0:14000',
        managementListenAddress: '0.0.0.0:15000',
        certificate: '/pebble/cert.pem',
        privateKey: '/pebble/key.pem',
        httpPort: 8080,
        tlsPort: 8443,
      },
    };
    const [{ Config }] = JSON.parse(await docker(['image', 'inspect', image])) as [
      { Config: { Entrypoint: string[] | null } },
    ];
    this.pebble = await new GenericContainer(image)
      .withNetwork(this.networkOrFail())
      .withNetworkAliases('pebble')
      .withEnvironment({ PEBBLE_VA_NOSLEEP: '1' })
      .withCopyContentToContainer([
        { content: JSON.stringify(configuration), target: '/pebble/config.json' },
        { content: await readFile(join(this.directory, 'cert.pem'), 'utf8'), target: '/pebble/cert.pem' },
        { content: await readFile(join(this.directory, 'key.pem'), 'utf8'), target: '/pebble/key.pem' },
      ])
      // Debian's package is a program, the official image starts it.
      .withCommand([...(Config.Entrypoint ? [] : ['pebble']), '-config', '/pebble/config.json'])
      .withWaitStrategy(Wait.forLogMessage(/ACME directory available/))
      .start();
    this.started.push(this.pebble);
  }

  /** certbot as Compose runs it, but in the network of the authority. */
  async startCertbot(environment: Record<string, string>): Promise<void> {
    const [certificates, acme] = this.volumes as [string, string];
    const settings = { DOMAIN, ACME_EMAIL: 'owner@example.test', ACME_SERVER: 'https://pebble:14000/dir' };
    await docker([
      ...['run', '--detach', '--init', '--name', this.certbot, '--network', this.networkOrFail().getName()],
      ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges:true'],
      ...[
        '--tmpfs',
        '/tmp:uid=101,gid=101,mode=0700',
        '--tmpfs',
        '/etc/letsencrypt',
        '--tmpfs',
        '/var/lib/letsencrypt',
      ],
      ...['--volume', `${certificates}:/etc/alice/certs`, '--volume', `${acme}:/var/www/acme`],
      ...['--volume', `${this.directory}/ca.pem:/etc/alice/acme-ca.pem:ro`],
      ...Object.entries({ ...settings, ...environment }).flatMap(([name, value]) => [
        '--env',
        `${name}=${value}`,
      ]),
      this.image,
    ]);
  }

  inCertbot(...command: string[]): Promise<string> {
    return docker(['exec', this.certbot, ...command]);
  }

  /** certbot's log. */
  said(): Promise<string> {
    return this.saidBy(this.certbot);
  }

  async saidBy(container: string): Promise<string> {
    const { stdout, stderr } = await run('docker', ['logs', container]);
    return stdout + stderr;
  }

  /** The authority is away, and back with all that it knew. */
  async setAuthority(state: 'away' | 'back'): Promise<void> {
    const name = this.networkOrFail().getName();
    const id = this.pebble?.getId() ?? '';
    if (state === 'away') await docker(['network', 'disconnect', name, id]);
    else await docker(['network', 'connect', '--alias', 'pebble', name, id]);
  }

  /** Removes all that was started. */
  async stop(): Promise<void> {
    await docker(['rm', '--force', '--volumes', this.certbot]).catch(() => undefined);
    await Promise.all(this.started.map((one) => one.stop({ timeout: 0 }).catch(() => undefined)));
    await this.network?.stop();
    for (const volume of this.volumes) await docker(['volume', 'rm', volume]).catch(() => undefined);
    if (this.directory !== '') await rm(this.directory, { recursive: true, force: true });
  }

  private networkOrFail(): StartedNetwork {
    if (!this.network) throw new Error('prepare() comes first');
    return this.network;
  }
}
