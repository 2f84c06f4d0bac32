import { LlmUnavailableError } from '@alice/errors';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleType, IterableBackoff } from 'cockatiel';

/**
 * So many failures in a row open the circuit; after so long, in milliseconds, one answer tries again: soon at first, since a
 * model that was restarted is back in seconds, and later as often as the last says.
 */
const FAILURES = 3;
const OPEN_MS = [2_000, 5_000, 10_000];

/** One answer's way through the circuit; the first outcome that it is told counts. */
export interface Passage {
  /** The model shows life: a success, whatever comes of the answer, and others are let through again. */
  alive(): void;
  failed(error: LlmUnavailableError): void;
  /** Nobody waits for the outcome any more. */
  left(): void;
}

/** Spares people the wait for a model that failed several times in a row. */
export class Circuit {
  private readonly policy = circuitBreaker(handleType(LlmUnavailableError), {
    halfOpenAfter: new IterableBackoff(OPEN_MS),
    breaker: new ConsecutiveBreaker(FAILURES),
  });

  /**
   * Lets an answer through, which must tell its outcome.
   * @throws LlmUnavailableError at once while the circuit is open, or another answer tries it
   */
  enter(): Passage {
    // The library would have all others wait for the one that tries, which may take as long as an answer.
    if (this.is(CircuitState.HalfOpen)) throw refusal();
    let succeed: () => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    const outcome = new Promise<void>((resolve, reject) => {
      succeed = resolve;
      fail = reject;
    });
    // It runs, or refuses, before it returns; who fails knows it already.
    this.policy.execute(() => outcome).catch(() => undefined);
    if (this.is(CircuitState.Open)) throw refusal();
    const tries = this.is(CircuitState.HalfOpen);
    return {
      alive: succeed,
      failed: fail,
      left: () => fail(tries ? refusal() : new Error('nobody waits for the outcome')),
    };
  }

  private is(state: CircuitState): boolean {
    return this.policy.state === state;
  }
}

function refusal(): LlmUnavailableError {
  const retryAfterSeconds = Math.ceil(Math.max(...OPEN_MS) / 1000);
  return new LlmUnavailableError('the language model failed several times in a row', { retryAfterSeconds });
}
