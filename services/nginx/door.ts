import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseImage, buildImage } from '@alice/test-stack';
import {
  GenericContainer,
  Network,
  Wait,
  type StartedNetwork,
  type StartedTestContainer,
} from 'testcontainers';

/** nginx as the stack runs it, and behind it one container that plays every service. */
export class Door {
  private readonly containers: StartedTestContainer[] = [];

  private constructor(
    private readonly network: StartedNetwork,
    private readonly image: string,
  ) {}

  static async build(): Promise<Door> {
    const image = await buildImage('services/nginx/Dockerfile');
    return new Door(await new Network().start(), image);
  }

  /** With a release, they have its names alone. */
  async startServices(release?: string): Promise<StartedTestContainer> {
    const suffix = release ? `-${release}` : '';
    const content = readFileSync(join(__dirname, 'upstream-double.ts'), 'utf8');
    const container = await new GenericContainer(baseImage('NODE_IMAGE'))
      .withNetwork(this.network)
      .withNetworkAliases(...['backend', 'frontend', 'nlu', 'music'].map((name) => name + suffix))
      .withCopyContentToContainer([{ content, target: '/srv/upstream-double.ts' }])
      .withCommand(['node', '/srv/upstream-double.ts'])
      .withExposedPorts(8000, 3000, 7071, 8001)
      .withWaitStrategy(Wait.forListeningPorts())
      .start();
    this.containers.push(container);
    return container;
  }

  /** A container that does nothing but hold an address of the network. */
  async startPlaceholder(): Promise<void> {
    const container = await new GenericContainer(baseImage('NODE_IMAGE'))
      .withNetwork(this.network)
      .withCommand([
        'node',
        '-e',
        "process.once('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)",
      ])
      .withWaitStrategy(Wait.forSuccessfulCommand('true'))
      .start();
    this.containers.push(container);
  }

  addressOf(container: StartedTestContainer): string {
    return container.getIpAddress(this.network.getName());
  }

  prepare(environment: Record<string, string> = {}): GenericContainer {
    return new GenericContainer(this.image)
      .withNetwork(this.network)
      .withEnvironment(environment)
      .withTmpFs({ '/tmp': 'rw,uid=101,gid=101,mode=0700' })
      .withDroppedCapabilities('ALL')
      .withSecurityOpt('no-new-privileges:true');
  }

  async start(
    environment: Record<string, string> = {},
    files: { content: string; target: string }[] = [],
  ): Promise<StartedTestContainer> {
    const container = await this.prepare(environment)
      .withCopyContentToContainer(files)
      .withExposedPorts(8080, 8443)
      .withWaitStrategy(Wait.forSuccessfulCommand('alice-nginx-healthcheck'))
      .start();
    this.containers.push(container);
    return container;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.containers.map((container) => container.stop({ timeout: 0 }).catch(() => undefined)),
    );
    await this.network.stop();
  }
}
