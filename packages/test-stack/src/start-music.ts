import './without-reaper';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { buildImage } from './build-image';

export interface TestMusic {
  host: string;
  /** MPD's own protocol. */
  port: number;
  streamUrl: string;
  container: StartedTestContainer;
  stop(): Promise<void>;
}

/** The real music service, as it runs in the stack: MPD with the tracks that come along. */
export async function startMusic(): Promise<TestMusic> {
  const container = await new GenericContainer(await buildImage('services/music/Dockerfile'))
    .withExposedPorts(6600, 8001)
    .withTmpFs({ '/tmp': 'rw,uid=10003,gid=10003,mode=0700' })
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(120_000)
    .start();
  const host = container.getHost();
  return {
    host,
    port: container.getMappedPort(6600),
    streamUrl: `http://${host}:${container.getMappedPort(8001)}/`,
    container,
    async stop() {
      await container.stop({ timeout: 0 });
    },
  };
}
