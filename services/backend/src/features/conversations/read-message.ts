import { MAX_NLU_TEXT_LENGTH, type Classification, type Locale } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import type { Understanding } from './understanding.port';

/** What was understood of a message, how long it took, and why nothing was where nlu is away. */
export interface Understood {
  classification: Classification;
  failure?: Error;
  milliseconds: number;
}

const NOT_UNDERSTOOD: Classification = {
  intent: 'none',
  confidence: 0,
  slots: {},
  tool: null,
  alternatives: [],
};

/** Asks nlu what a message means. A text that is too long for it means nothing to it, as all do while it is away. */
export async function readMessage(
  understanding: Understanding,
  text: string,
  locale: Locale,
): Promise<Understood> {
  if (text.length > MAX_NLU_TEXT_LENGTH) return { classification: NOT_UNDERSTOOD, milliseconds: 0 };
  const started = performance.now();
  const since = () => performance.now() - started;
  try {
    return { classification: await understanding.classify(text, locale), milliseconds: since() };
  } catch (failure) {
    if (!(failure instanceof UnavailableError)) throw failure;
    return { classification: NOT_UNDERSTOOD, failure, milliseconds: since() };
  }
}
