import './without-reaper';
import { GenericContainer, Network, Wait } from 'testcontainers';
import { buildImage } from './build-image';

export interface TestPrometheus {
  url: string;
  stop(): Promise<void>;
}

/** The real Prometheus, as it runs in the stack; it finds nothing to scrape but itself. */
export async function startPrometheus(): Promise<TestPrometheus> {
  const image = await buildImage('services/prometheus/Dockerfile');
  const network = await new Network().start();
  const start = () =>
    new GenericContainer(image)
      .withNetwork(network)
      .withNetworkAliases('series')
      .withExposedPorts(9090)
      .withTmpFs({ '/tmp': 'rw,uid=65534,gid=65534,mode=0700' })
      // From outside, as who asks does: healthy within is not yet reachable.
      .withWaitStrategy(Wait.forHttp('/-/healthy', 9090, { abortOnContainerExit: true }))
      .withStartupTimeout(20_000)
      .start();
  // It listens at its own name, which the engine may tell it too late: the stack, too, starts it again where it ends.
  const container = await start()
    .catch(start)
    .catch(start)
    .catch(async (error: unknown) => {
      await network.stop();
      throw error;
    });
  return {
    url: `http://${container.getHost()}:${container.getMappedPort(9090)}`,
    async stop() {
      await container.stop({ timeout: 0 });
      await network.stop();
    },
  };
}
