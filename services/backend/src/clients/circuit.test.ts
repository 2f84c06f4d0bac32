import { LlmUnavailableError } from '@alice/errors';
import { Circuit } from './circuit';

const failure = new LlmUnavailableError('it failed');
const settled = () => new Promise((resolve) => setImmediate(resolve));
afterEach(() => jest.restoreAllMocks());

/** A circuit after so many failures. */
async function failed(times: number): Promise<Circuit> {
  const circuit = new Circuit();
  for (let count = 0; count < times; count++) circuit.enter().failed(failure);
  await settled();
  return circuit;
}

/** From now on it is so many milliseconds later. */
function pass(milliseconds: number): void {
  const later = Date.now() + milliseconds;
  jest.spyOn(Date, 'now').mockReturnValue(later);
}

/** A circuit that may be tried again. */
async function rested(): Promise<Circuit> {
  const circuit = await failed(3);
  pass(2_001);
  return circuit;
}

it('lets nobody through after three failures in a row, and says when to come back', async () => {
  const circuit = await failed(3);
  let error: unknown;
  try {
    circuit.enter();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(LlmUnavailableError);
  expect(error).toMatchObject({ retryAfterSeconds: 10 });
});

it('counts no failures before a success, and nobody who left', async () => {
  const circuit = await failed(2);
  circuit.enter().alive();
  await settled();
  circuit.enter().failed(failure);
  circuit.enter().failed(failure);
  circuit.enter().left();
  await settled();
  expect(() => circuit.enter()).not.toThrow();
});

it('takes the first outcome that it is told: who was alive cannot fail any more', async () => {
  const circuit = new Circuit();
  for (let count = 0; count < 5; count++) {
    const passage = circuit.enter();
    passage.alive();
    passage.failed(failure);
    passage.left();
  }
  await settled();
  expect(() => circuit.enter()).not.toThrow();
});

it('lets one try after two seconds, and the others as soon as that one shows life', async () => {
  const circuit = await rested();
  const trying = circuit.enter();
  expect(() => circuit.enter()).toThrow(LlmUnavailableError);
  trying.alive();
  await settled();
  expect(() => circuit.enter()).not.toThrow();
});

it.each(['failed', 'left'] as const)(
  'stays open where the one that tries %s: for five seconds, and for ten each time after that',
  async (how) => {
    const circuit = await rested();
    for (const milliseconds of [5_000, 10_000, 10_000]) {
      circuit.enter()[how](failure);
      await settled();
      pass(milliseconds - 10);
      expect(() => circuit.enter()).toThrow(LlmUnavailableError);
      pass(20);
    }
    expect(() => circuit.enter()).not.toThrow();
  },
);
