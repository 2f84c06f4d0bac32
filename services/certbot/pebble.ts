import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { baseImage, docker } from '@alice/test-stack';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';

const run = promisify(execFile);

/** Pebble, the test authority of ACME: it looks at port 8080 of a name, as a real one would at 80. */
export class Pebble {
  static readonly DIRECTORY = 'https://pebble:14000/dir';
  private container?: StartedTestContainer;

  private constructor(private readonly files: string) {}

  /** Makes the certificate that Pebble itself is reached with. */
  static async prepare(): Promise<Pebble> {
    const files = await mkdtemp(join(tmpdir(), 'alice-test-authority-'));
    const openssl = (...args: string[]) => run('openssl', args, { cwd: files });
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    await openssl(
      ...[
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
      ],
    );
    await openssl(
      ...['req', '-x509', ...ec, '-days', '2', '-subj', '/CN=pebble', '-addext', 'subjectAltName=DNS:pebble'],
      ...['-addext', 'basicConstraints=critical,CA:FALSE', '-CA', 'ca.pem', '-CAkey', 'ca.key'],
      ...['-keyout', 'key.pem', '-out', 'cert.pem'],
    );
    await chmod(files, 0o755);
    await chmod(join(files, 'ca.pem'), 0o644);
    return new Pebble(files);
  }

  /** What ACME_CA_BUNDLE names for it. */
  get bundle(): string {
    return join(this.files, 'ca.pem');
  }

  /** Starts it as `pebble` in a network, where each of `hosts` is found at the address that it has there. */
  async start(network: string, hosts: { host: string; ipAddress: string }[] = []): Promise<void> {
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
    const read = (name: string) => readFile(join(this.files, name), 'utf8');
    this.container = await new GenericContainer(image)
      .withNetworkMode(network)
      .withNetworkAliases('pebble')
      .withExtraHosts(hosts)
      .withEnvironment({ PEBBLE_VA_NOSLEEP: '1' })
      .withCopyContentToContainer([
        { content: JSON.stringify(configuration), target: '/pebble/config.json' },
        { content: await read('cert.pem'), target: '/pebble/cert.pem' },
        { content: await read('key.pem'), target: '/pebble/key.pem' },
      ])
      // Debian's package is a program, the official image starts it.
      .withCommand([...(Config.Entrypoint ? [] : ['pebble']), '-config', '/pebble/config.json'])
      .withWaitStrategy(Wait.forLogMessage(/ACME directory available/))
      .start();
  }

  /** Puts it into a network, or takes it out: away, and back with all that it knew. */
  async join(network: string): Promise<void> {
    await docker(['network', 'connect', '--alias', 'pebble', network, this.id]);
  }

  async leave(network: string): Promise<void> {
    await docker(['network', 'disconnect', network, this.id]);
  }

  async stop(): Promise<void> {
    await this.container?.stop({ timeout: 0 }).catch(() => undefined);
    await rm(this.files, { recursive: true, force: true });
  }

  private get id(): string {
    if (!this.container) throw new Error('start() comes first');
    return this.container.getId();
  }
}
