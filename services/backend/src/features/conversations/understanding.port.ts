import type { Classification, Locale } from '@alice/contracts';

/** Reads a sentence: which command it is, if any, and how surely. */
export interface Understanding {
  /** @throws UnavailableError where nlu does not answer in time */
  classify(text: string, locale: Locale): Promise<Classification>;
}
