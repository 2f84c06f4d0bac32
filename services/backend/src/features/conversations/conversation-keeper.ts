import type { Locale } from '@alice/contracts';
import type { AssistantTextsByLocale } from './assistant-texts';
import { askForText } from './conversation-digest';
import type { ConversationStore } from './conversation-store';
import type { LanguageModel, ModelMessage } from './language-model.port';
import type { ContextRequest, ModelContext } from './model-context';
import type { TurnQueue } from './turn-queue';

export interface ConversationKeeperDependencies {
  store: Pick<ConversationStore, 'isUntitled' | 'retitle'>;
  model: LanguageModel;
  queue: Pick<TurnQueue, 'whenQuiet'>;
  context: Pick<ModelContext, 'shortenAhead'>;
  texts: AssistantTextsByLocale;
  /** Told of what could not be done; it is tried again after the next answer. */
  onError: (error: unknown) => void;
}

/** Most tokens of a title, thinking included; longest title, in characters. */
const TITLE_TOKENS = 500;
const LONGEST_TITLE = 60;

/** Keeps conversations in shape in quiet moments: gives them a title, and puts long ones in short ahead of need. */
export class ConversationKeeper {
  constructor(private readonly deps: ConversationKeeperDependencies) {}

  /** `messages` are all that was said to the model and by it: asked on with the same beginning, it has read most of it. */
  afterAnswer(request: ContextRequest, messages: ModelMessage[]): void {
    const { conversationId, locale } = request;
    this.quietly((signal) => this.giveTitle(conversationId, messages, locale, signal));
    this.quietly((signal) => this.deps.context.shortenAhead(request, signal));
  }

  private quietly(work: (signal: AbortSignal) => Promise<void>): void {
    this.deps.queue.whenQuiet(async (signal) => {
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted) this.deps.onError(error);
      }
    });
  }

  private async giveTitle(
    conversationId: string,
    messages: ModelMessage[],
    locale: Locale,
    signal: AbortSignal,
  ): Promise<void> {
    if (!(await this.deps.store.isUntitled(conversationId))) return;
    const asked: ModelMessage[] = [...messages, { role: 'user', content: this.deps.texts[locale].title }];
    const request = { messages: asked, tools: [], mostTokens: TITLE_TOKENS };
    const title = toTitle(await askForText(this.deps.model, request, signal));
    if (title !== '') await this.deps.store.retitle(conversationId, title);
  }
}

/** What models put around a title, before and behind it. */
const BEFORE = new Set(' \t#*"\'”“«»');
const BEHIND = new Set(' \t*"\'”“«».');

/** The first line of what the model said, without what models put around a title. */
export function toTitle(answer: string): string {
  const line = answer.split(/\r?\n/).find((text) => text.trim() !== '') ?? '';
  let [start, end] = [0, line.length];
  while (start < end && BEFORE.has(line.charAt(start))) start++;
  while (end > start && BEHIND.has(line.charAt(end - 1))) end--;
  const title = line.slice(start, end).replace(/\s+/gu, ' ');
  return [...title].slice(0, LONGEST_TITLE).join('').trim();
}
