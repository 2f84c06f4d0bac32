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
  const container = await new GenericContainer(image)
    .withNetwork(network)
    .withNetworkAliases('series')
    .withExposedPorts(9090)
    .withTmpFs({ '/tmp': 'rw,uid=65534,gid=65534,mode=0700' })
    // From outside, as who asks does: healthy within is not yet reachable.
    .withWaitStrategy(Wait.forHttp('/-/healthy', 9090))
    .withStartupTimeout(60_000)
    .start()
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
