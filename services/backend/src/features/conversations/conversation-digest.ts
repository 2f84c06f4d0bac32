import type { Locale } from '@alice/contracts';
import { LlmUnavailableError } from '@alice/errors';
import { translate } from '../../messages/translate';
import type { AssistantTextsByLocale } from './assistant-texts';
import type { ConversationDigest, PastMessage } from './conversation-store';
import type { LanguageModel, ModelRequest } from './language-model.port';
import type { TokenEstimate } from './token-estimate';

/** Most tokens of a digest, thinking included, or a quarter of a small context; and most requests for one. */
const DIGEST_TOKENS = 1_000;
const MOST_REQUESTS = 6;

/** The whole text of a short answer. @throws LlmUnavailableError where it is empty or cut, or what the model throws */
export async function askForText(
  model: LanguageModel,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<string> {
  let text = '';
  let cut = false;
  for await (const event of model.answer({ ...request, briefly: true }, signal)) {
    if (event.type === 'text') text += event.text;
    else if (event.type === 'retract') text = '';
    else if (event.type === 'end') cut = event.reason === 'length';
  }
  signal.throwIfAborted();
  if (text.trim() === '' || cut) throw new LlmUnavailableError('the model gave no whole answer');
  return text.trim();
}

/** Puts the beginning of a conversation in short, through the same model. */
export class ConversationDigester {
  constructor(
    private readonly model: LanguageModel,
    private readonly texts: AssistantTextsByLocale,
    private readonly estimate: TokenEstimate,
  ) {}

  /**
   * `messages` follow what `before` holds; the result holds both. What does not fit into one request is taken in steps.
   * @throws what the model throws; LlmUnavailableError where there is too much for the steps that are allowed
   */
  async digest(
    before: ConversationDigest | undefined,
    messages: readonly PastMessage[],
    locale: Locale,
    signal: AbortSignal,
  ): Promise<ConversationDigest> {
    let digest = before;
    let rest = [...messages];
    for (let request = 0; rest.length > 0; request++) {
      if (request === MOST_REQUESTS) throw new LlmUnavailableError('too much for a digest');
      const { lines, taken } = this.take(digest?.text ?? '', rest, locale);
      const text = await askForText(
        this.model,
        {
          messages: [
            { role: 'system', content: this.texts[locale].digest },
            { role: 'user', content: lines },
          ],
          tools: [],
          mostTokens: this.mostTokens,
        },
        signal,
      );
      digest = { text, position: rest[taken - 1]?.position ?? 0 };
      rest = rest.slice(taken);
    }
    if (!digest) throw new Error('a digest of nothing was asked for');
    return digest;
  }

  private get mostTokens(): number {
    return Math.min(DIGEST_TOKENS, Math.floor(this.model.contextTokens / 4));
  }

  /** As many messages as fit into a request; one that fits into none is cut, for the digest alone. */
  private take(
    before: string,
    messages: readonly PastMessage[],
    locale: Locale,
  ): { lines: string; taken: number } {
    const room =
      this.model.contextTokens - this.mostTokens - this.estimate.tokens([this.texts[locale].digest]);
    const fits = (text: string) => this.estimate.tokens([text]) <= room;
    let lines = before === '' ? '' : `(${before})`;
    let taken = 0;
    for (const { role, text } of messages) {
      const said = (what: string) => `${lines}\n\n${translate(locale, `export.${role}`)}: ${what}`;
      if (fits(said(text))) lines = said(text);
      else if (taken > 0) break;
      else {
        let cut = text;
        while (cut.length > 200 && !fits(said(cut))) cut = cut.slice(0, cut.length / 2).toWellFormed();
        lines = said(`${cut} …`);
      }
      taken++;
    }
    return { lines: lines.trim(), taken };
  }
}
