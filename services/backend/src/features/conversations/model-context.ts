import type { Locale, ToolDescription } from '@alice/contracts';
import { translate } from '../../messages/translate';
import type { AssistantTextsByLocale } from './assistant-texts';
import type { ConversationDigester } from './conversation-digest';
import type { ConversationDigest, ConversationStore, PastMessage } from './conversation-store';
import type { LanguageModel, ModelMessage } from './language-model.port';
import type { TokenEstimate } from './token-estimate';

export interface ModelContextDependencies {
  store: Pick<ConversationStore, 'history' | 'saveDigest'>;
  model: LanguageModel;
  digester: ConversationDigester;
  texts: AssistantTextsByLocale;
  estimate: TokenEstimate;
  /** The facts of the moment, as one message. */
  situation: (locale: Locale) => Promise<string>;
  /** The person's own words on how Alice should be with them; empty where there are none. */
  persona: (userId: string) => Promise<string>;
  /** Told of a history that had to be left out because no digest could be made. */
  onLeftOut: (event: { messages: number; error: unknown }) => void;
}

export interface ContextRequest {
  userId: string;
  conversationId: string;
  /** The answer that is to be made. */
  messageId: string;
  text: string;
  locale: Locale;
  tools: readonly ToolDescription[];
}

/** For whom, and for which answer, a context is. */
type Asker = Omit<ContextRequest, 'text' | 'tools'>;

/** What was said earlier and how things are. */
export interface Gathered {
  digest: ConversationDigest | undefined;
  before: PastMessage[];
  facts: string;
  persona: string;
}

/** The share of the context that answers may take, and its bounds, in tokens. */
const ANSWER_SHARE = 1 / 4;
const [FEWEST_ANSWER_TOKENS, MOST_ANSWER_TOKENS] = [128, 4096];
/** The share of the context that the person's own words on Alice may take. */
const PERSONA_SHARE = 1 / 8;
/** What is kept word by word when older messages are put in short, as a share of the room for them. */
const KEPT_SHARE = 1 / 2;
/** From this share of the room on, the next digest is made ahead, in a quiet moment. */
const AHEAD_SHARE = 3 / 4;

/**
 * Builds what the model is told, so that it fits: persona, style, the facts and the newest message as they are, whether
 * they fit or not, which the server knows best; then as many earlier messages as there is room for, and what was said
 * before them in short. The unchanging part comes first and the facts last: the server reads anew from the first change on.
 */
export class ModelContext {
  constructor(private readonly deps: ModelContextDependencies) {}

  /** Most tokens of one answer. */
  get answerTokens(): number {
    const share = Math.floor(this.deps.model.contextTokens * ANSWER_SHARE);
    return Math.min(MOST_ANSWER_TOKENS, Math.max(FEWEST_ANSWER_TOKENS, share));
  }

  /** Looks up all that a context needs beside the message itself. */
  async gather(request: Asker): Promise<Gathered> {
    const [earlier, facts, persona] = await Promise.all([
      this.earlier(request),
      this.deps.situation(request.locale),
      this.persona(request),
    ]);
    return { ...earlier, facts, persona };
  }

  /** `gathered` spares it the look-ups, where they were made ahead. */
  async build(
    request: ContextRequest,
    signal: AbortSignal,
    gathered: Promise<Gathered> = this.gather(request),
  ): Promise<ModelMessage[]> {
    const { conversationId, text, locale } = request;
    const { digest: found, before, facts, persona } = await gathered;
    const room = this.room(request, facts, persona);
    let digest = found;
    let kept = this.newestThatFit(before, room - this.tokensOf(digest));
    let leftOut = 0;
    if (kept.length < before.length) {
      const short = this.newestThatFit(before, room * KEPT_SHARE);
      try {
        digest = await this.shorten(
          conversationId,
          digest,
          before.slice(0, before.length - short.length),
          locale,
          signal,
        );
        kept = this.newestThatFit(short, room - this.tokensOf(digest));
        leftOut = short.length - kept.length;
      } catch (error) {
        signal.throwIfAborted();
        leftOut = before.length - kept.length;
        this.deps.onLeftOut({ messages: leftOut, error });
      }
    }
    return [
      { role: 'system', content: this.system(locale, persona, digest, leftOut) },
      ...kept.map((message) => ({ role: message.role, content: message.text })),
      { role: 'user', content: facts },
      { role: 'user', content: text },
    ];
  }

  /** Makes the digest that the next turn would need, where the history has grown long. */
  async shortenAhead(request: ContextRequest, signal: AbortSignal): Promise<void> {
    const { conversationId, locale } = request;
    const [{ digest: found, before }, persona] = await Promise.all([
      this.earlier(request),
      this.persona(request),
    ]);
    const room = this.room({ ...request, text: '' }, '', persona);
    const limit = room * AHEAD_SHARE - this.tokensOf(found);
    if (this.newestThatFit(before, limit).length === before.length) return;
    const short = this.newestThatFit(before, room * KEPT_SHARE);
    await this.shorten(conversationId, found, before.slice(0, before.length - short.length), locale, signal);
  }

  private async earlier({ conversationId, messageId }: Asker): Promise<Pick<Gathered, 'digest' | 'before'>> {
    const { digest, messages } = await this.deps.store.history(conversationId, messageId);
    // The newest is the message that is to be answered.
    return { digest, before: messages.slice(0, -1) };
  }

  /** The person's own words, or as much of their beginning as has room beside all else. */
  private async persona({ userId }: Asker): Promise<string> {
    const { model, estimate } = this.deps;
    const most = model.contextTokens * PERSONA_SHARE;
    const characters = [...(await this.deps.persona(userId)).trim()];
    while (characters.length > 0 && estimate.tokens([characters.join('')]) > most) {
      characters.length = Math.floor(characters.length * 0.9);
    }
    return characters.join('');
  }

  /** Tokens that are free for what was said before. */
  private room({ text, locale, tools }: ContextRequest, facts: string, persona: string): number {
    const { model, estimate } = this.deps;
    const fixed = [this.system(locale, persona, undefined, 0), JSON.stringify(tools), facts, text];
    return model.contextTokens - this.answerTokens - estimate.tokens(fixed);
  }

  private newestThatFit(messages: readonly PastMessage[], room: number): PastMessage[] {
    let used = 0;
    let first = messages.length;
    for (; first > 0; first--) {
      used += this.deps.estimate.tokens([messages[first - 1]?.text ?? '']);
      if (used > room) break;
    }
    return messages.slice(first);
  }

  private tokensOf(digest: ConversationDigest | undefined): number {
    return digest ? this.deps.estimate.tokens([digest.text]) : 0;
  }

  private async shorten(
    conversationId: string,
    before: ConversationDigest | undefined,
    messages: PastMessage[],
    locale: Locale,
    signal: AbortSignal,
  ): Promise<ConversationDigest> {
    const digest = await this.deps.digester.digest(before, messages, locale, signal);
    await this.deps.store.saveDigest(conversationId, digest);
    return digest;
  }

  private system(
    locale: Locale,
    persona: string,
    digest: ConversationDigest | undefined,
    leftOut: number,
  ): string {
    const texts = this.deps.texts[locale];
    return [
      texts.persona,
      texts.style,
      ...(persona === '' ? [] : [translate(locale, 'model.persona', { persona })]),
      ...(digest ? [translate(locale, 'model.digest', { digest: digest.text })] : []),
      ...(leftOut > 0 ? [translate(locale, 'model.leftOut', { count: leftOut })] : []),
    ].join('\n\n');
  }
}
