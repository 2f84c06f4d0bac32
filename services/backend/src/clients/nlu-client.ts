import { classificationSchema, nluHealthSchema, type Classification, type Locale } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import { currentContext } from '@alice/service-runtime';
import { request, type Dispatcher } from 'undici';
import type { Understanding } from '../features/conversations';

/** Longest wait for nlu, in milliseconds: it answers in a few, or is not well. */
const ANSWER_MS = 1_000;

/** The understanding, over HTTP. */
export class NluClient implements Understanding {
  constructor(private readonly url: string) {}

  async classify(text: string, locale: Locale): Promise<Classification> {
    try {
      const { statusCode, body } = await this.post('/nlu/classify', { text, locale });
      if (statusCode !== 200) {
        await body.dump();
        throw new Error(`status ${statusCode}`);
      }
      return classificationSchema.parse(await body.json());
    } catch (cause) {
      throw new UnavailableError('nlu does not answer', { cause, retryAfterSeconds: 5 });
    }
  }

  /** A connection may be closed by an nlu that stops just as it is used: the next one leads to another. */
  private async post(path: string, message: unknown): Promise<Dispatcher.ResponseData> {
    const ask = (signal: AbortSignal) =>
      request(`${this.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': currentContext()?.requestId ?? '' },
        body: JSON.stringify(message),
        signal,
      });
    const signal = AbortSignal.timeout(ANSWER_MS);
    return ask(signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return ask(signal);
    });
  }

  /** Resolves where nlu is well. */
  async ping(): Promise<void> {
    const response = await fetch(`${this.url}/nlu/health`, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.body?.cancel();
    if (!response.ok) throw new UnavailableError(`nlu is not well: ${response.status}`);
  }

  /** What nlu says its version is. */
  async version(): Promise<string> {
    const response = await fetch(`${this.url}/nlu/health`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return nluHealthSchema.parse(await response.json()).version;
  }
}
