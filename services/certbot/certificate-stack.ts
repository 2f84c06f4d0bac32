import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildImage, docker } from '@alice/test-stack';
import {
  GenericContainer,
  Network,
  Wait,
  type StartedNetwork,
  type StartedTestContainer,
} from 'testcontainers';
import { Pebble } from './pebble';

const run = promisify(execFile);

export const DOMAIN = 'alice.example.test';

/** The certificates' side of production: nginx and certbot with their volumes, and Pebble as the authority. */
export class CertificateStack {
  readonly certbot = `alice-test-${process.pid}-certbot`;
  private readonly volumes = ['certificates', 'acme'].map((name) => `alice-test-${process.pid}-${name}`);
  private readonly started: StartedTestContainer[] = [];
  private network?: StartedNetwork;
  private pebble?: Pebble;
  private image = '';

  /** Builds the images and makes the network, the volumes, and the authority's own certificate. */
  async prepare(): Promise<void> {
    for (const volume of this.volumes) await docker(['volume', 'create', volume]);
    this.image = await buildImage('services/certbot/Dockerfile');
    this.network = await new Network().start();
    this.pebble = await Pebble.prepare();
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

  async startPebble(): Promise<void> {
    await this.pebble?.start(this.networkOrFail().getName());
  }

  /** certbot as Compose runs it, but in the network of the authority. */
  async startCertbot(environment: Record<string, string>): Promise<void> {
    const [certificates, acme] = this.volumes as [string, string];
    const settings = { DOMAIN, ACME_EMAIL: 'owner@example.test', ACME_SERVER: Pebble.DIRECTORY };
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
      ...['--volume', `${this.pebble?.bundle}:/etc/alice/acme-ca.pem:ro`],
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
    await (state === 'away' ? this.pebble?.leave(name) : this.pebble?.join(name));
  }

  /** Removes all that was started. */
  async stop(): Promise<void> {
    await docker(['rm', '--force', '--volumes', this.certbot]).catch(() => undefined);
    await Promise.all(this.started.map((one) => one.stop({ timeout: 0 }).catch(() => undefined)));
    await this.pebble?.stop();
    await this.network?.stop();
    for (const volume of this.volumes) await docker(['volume', 'rm', volume]).catch(() => undefined);
  }

  private networkOrFail(): StartedNetwork {
    if (!this.network) throw new Error('prepare() comes first');
    return this.network;
  }
}
