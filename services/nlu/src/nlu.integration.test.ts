import { classificationSchema } from '@alice/contracts';
import { buildImage } from '@alice/test-stack';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';

/** A port of our own, so that the test shows that the variable is honoured. */
const PORT = 7171;
const START_MS = 600_000;

let container: StartedTestContainer;
let address: string;

beforeAll(async () => {
  container = await new GenericContainer(await buildImage('services/nlu/Dockerfile'))
    .withEnvironment({ NLU_AGENT_PORT: String(PORT) })
    .withExposedPorts(PORT, 9464)
    .withTmpFs({ '/tmp': 'rw' })
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(60_000)
    .start();
  address = `http://${container.getHost()}:${String(container.getMappedPort(PORT))}`;
}, START_MS);

afterAll(async () => {
  await container.stop();
});

async function classify(text: string): Promise<ReturnType<typeof classificationSchema.parse>> {
  const response = await fetch(`${address}/nlu/classify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  return classificationSchema.parse(await response.json());
}

it('understands a command in its image', async () => {
  expect((await classify('höj volymen till femtio procent')).tool).toEqual({
    name: 'SET_VOLUME',
    args: { level: 50 },
  });
  expect((await classify('min bror')).tool).toBeNull();
});

it('counts what it decided', async () => {
  await classify('pausa');
  const metrics = await fetch(
    `http://${container.getHost()}:${String(container.getMappedPort(9464))}/metrics`,
  );
  expect(await metrics.text()).toMatch(/alice_nlu_decisions_total\{intent="PAUSE",reader="template"\} \d+/u);
});

it('runs as nobody in particular, and within what it is given', async () => {
  expect((await container.exec(['id', '-u'])).output.trim()).toBe('10002');
  const { output } = await container.exec(['cat', '/proc/1/status']);
  const kilobytes = Number(/VmRSS:\s+(\d+)/u.exec(output)?.[1]);
  expect(kilobytes).toBeLessThan(150 * 1024);
});
