import { toolNameSchema, type Locale, type ReplySource, type ToolDescription } from '@alice/contracts';
import { LlmUnavailableError, PromptTooLongError, TooLargeError } from '@alice/errors';
import { translate } from '../../messages/translate';
import type { ToolsService } from '../tools';
import type { ConversationStore } from './conversation-store';
import type { LanguageModel, ModelCall, ModelMessage, ModelRequest, ModelUsage } from './language-model.port';
import type { Gathered, ModelContext } from './model-context';
import type { TokenEstimate } from './token-estimate';
import type { Turn } from './turn';

export interface ModelReplyDependencies {
  store: Pick<ConversationStore, 'noteCalls'>;
  model: LanguageModel;
  tools: ToolsService;
  context: ModelContext;
  estimate: TokenEstimate;
  /** True: the model gets tools. */
  modelTools: boolean;
  /** Temperature where a sentence looks like a command. */
  commandTemperature: number;
  /** For a whole answer with its rounds and what is put in short before it, in milliseconds. */
  wholeMs: number;
}

export interface ModelQuestion {
  text: string;
  locale: Locale;
  /** Whether it looks like a command, though not surely enough to be run as one. */
  likeCommand: boolean;
  /** What `gather` looks up, where that was asked for ahead. */
  gathered?: Promise<Gathered> | undefined;
}

/** What the model answered in one round. */
interface Said {
  content: string;
  calls: ModelCall[];
  thinking: string;
  /** It was longer than an answer may be. */
  cut: boolean;
}

/** How many rounds of tools the model gets, how many calls in all of them, and how often it is told of a bad one. */
const MOST_ROUNDS = 4;
const MOST_CALLS = 3;
const MOST_BAD_CALLS = 1;
/**
 * Deltas a second of all answers together: one answer is heard word by word, of a hundred the words that come within
 * 40 ms are said together. Each delta is work for the store, the proxy and the page, however short it is.
 */
const MOST_DELTAS = 2_500;

/** Lets the model answer, and run tools on the way; what it may run is decided here and by the registry. */
export class ModelReply {
  /** How many answers are being spoken. */
  private speaking = 0;

  constructor(private readonly deps: ModelReplyDependencies) {}

  /** The tools that the model is told of. */
  offered(): ToolDescription[] {
    return this.deps.modelTools ? this.deps.tools.describe().filter((tool) => tool.enabled) : [];
  }

  /** Looks up what an answer needs beside the message itself. */
  gather({ userId, conversationId, messageId }: Turn, locale: Locale): Promise<Gathered> {
    return this.deps.context.gather({ userId, conversationId, messageId, locale });
  }

  /**
   * Speaks the answer through `turn`. Resolves to who answered, and to all that was said to the model and by it, for
   * what is asked in the same words later.
   * @throws LlmUnavailableError, LlmBusyError, ModelMissingError, TooLargeError
   */
  async answer(
    turn: Turn,
    question: ModelQuestion,
  ): Promise<{ source: ReplySource; messages: ModelMessage[] }> {
    const late = AbortSignal.timeout(this.deps.wholeMs);
    const signal = AbortSignal.any([turn.signal, late]);
    const answer = await this.speak(turn, question, signal);
    if (late.aborted && !turn.signal.aborted) {
      throw new LlmUnavailableError('the answer took too long', { retryAfterSeconds: 10 });
    }
    return answer;
  }

  private async speak(
    turn: Turn,
    question: ModelQuestion,
    signal: AbortSignal,
  ): Promise<{ source: ReplySource; messages: ModelMessage[] }> {
    const { text, locale, likeCommand, gathered } = question;
    const offered = this.offered();
    const { userId, conversationId, messageId } = turn;
    const request = { userId, conversationId, messageId, text, locale, tools: offered };
    let messages = await this.deps.context.build(request, signal, gathered);
    const temperature = likeCommand ? { temperature: this.deps.commandTemperature } : {};
    const mostTokens = this.deps.context.answerTokens;
    const asked = (said: ModelMessage[], tools: ToolDescription[]): ModelRequest => ({
      messages: said,
      tools,
      mostTokens,
      ...temperature,
    });
    let badCalls = 0;
    for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round++) {
      const mayCall = turn.tools.length < MOST_CALLS && round < MOST_ROUNDS - 1 && badCalls <= MOST_BAD_CALLS;
      const tools = mayCall ? offered : [];
      let said: Said;
      try {
        said = await this.ask(turn, asked(messages, tools), signal);
      } catch (error) {
        if (!(error instanceof PromptTooLongError) || round > 0) throw error;
        // The estimate was too hopeful: once more, with less of the history.
        this.deps.estimate.tighten();
        messages = await this.deps.context.build(request, signal);
        said = await this.askLast(turn, asked(messages, tools), signal, locale);
      }
      // A call that no tool was offered for is none.
      const calls = mayCall ? said.calls.slice(0, MOST_CALLS - turn.tools.length) : [];
      const { content, thinking } = said;
      if (said.cut && content.trim() !== '') turn.say(`\n\n${translate(locale, 'reply.cut')}`);
      messages.push({ role: 'assistant', content, thinking, ...(calls.length > 0 ? { calls } : {}) });
      if (calls.length === 0 || signal.aborted) break;
      for (const call of calls) {
        if (signal.aborted) break;
        const told = await this.run(turn, call, locale);
        messages.push({ role: 'tool', toolName: call.name, content: told.content });
        if (told.bad) badCalls++;
      }
    }
    if (turn.text.trim() === '' && !signal.aborted) turn.say(this.wordsForSilence(turn, locale));
    return { source: turn.tools.length > 0 ? 'harmony' : 'llm', messages };
  }

  private async ask(turn: Turn, asked: ModelRequest, signal: AbortSignal): Promise<Said> {
    let said: Said = { content: '', calls: [], thinking: '', cut: false };
    this.speaking++;
    try {
      for await (const event of this.deps.model.answer(asked, signal)) {
        if (event.type === 'text') {
          said.content += event.text;
          turn.stream(event.text, (1000 * this.speaking) / MOST_DELTAS);
        } else if (event.type === 'retract') {
          said.content = '';
          turn.retract();
        } else if (event.type === 'calls') {
          said = { ...said, calls: event.calls, thinking: event.thinking };
        } else {
          said.cut = event.reason === 'length';
          if (event.usage) this.learn(asked, event.usage);
        }
      }
    } finally {
      this.speaking--;
      turn.say();
    }
    return said;
  }

  private async askLast(turn: Turn, asked: ModelRequest, signal: AbortSignal, locale: Locale): Promise<Said> {
    try {
      return await this.ask(turn, asked, signal);
    } catch (error) {
      if (!(error instanceof PromptTooLongError)) throw error;
      const message = translate(locale, 'error.too_long_for_model');
      throw new TooLargeError('the message does not fit into the context', {
        cause: error,
        fields: [{ path: 'text', message }],
      });
    }
  }

  private async run(
    turn: Turn,
    { name, args }: ModelCall,
    locale: Locale,
  ): Promise<{ content: string; bad: boolean }> {
    const known = toolNameSchema.safeParse(name);
    if (!known.success) return { content: JSON.stringify({ error: 'no such tool' }), bad: true };
    await this.deps.store.noteCalls(turn.messageId, [...turn.tools, { name, args, source: 'harmony' }]);
    const { call } = await this.deps.tools.execute(known.data, args, 'harmony', locale);
    turn.used(call);
    const content = JSON.stringify(call.executed ? { done: true, ...call.result } : { error: call.error });
    return { content, bad: call.error?.code === 'invalid_arguments' };
  }

  /** A model may run a tool and say nothing: what the tool came to is then the answer. */
  private wordsForSilence(turn: Turn, locale: Locale): string {
    const last = turn.tools.at(-1);
    if (last === undefined) return translate(locale, 'reply.empty');
    return last.error?.message ?? translate(locale, 'reply.done');
  }

  private learn(asked: ModelRequest, usage: ModelUsage): void {
    const texts = asked.messages.map(({ content, thinking, calls }) =>
      [content, thinking ?? '', calls ? JSON.stringify(calls) : ''].join(''),
    );
    this.deps.estimate.learn([...texts, JSON.stringify(asked.tools)], usage.promptTokens);
  }
}
