import { z } from 'zod';
import type { ModelCall, ModelEvent, ModelUsage } from '../features/conversations';
import type { AnswerLimits } from './answer-limits';
import { OllamaError, type OllamaBody } from './ollama-http';
import { readNdjson } from './read-ndjson';
import { ThinkingFilter, type Shown } from './thinking-filter';

const MOST_LINE_BYTES = 1024 * 1024;
/** Most characters that a model may write, and think, in one answer, and most calls. More is a model gone wild. */
const MOST_CHARACTERS = 256 * 1024;
const MOST_CALLS = 16;

const lineSchema = z.object({
  error: z.unknown().optional(),
  message: z
    .object({
      content: z.string().nullish(),
      thinking: z.string().nullish(),
      tool_calls: z
        .array(
          z.object({
            function: z.object({
              name: z.string(),
              arguments: z.record(z.string(), z.unknown()).nullish(),
            }),
          }),
        )
        .nullish(),
    })
    .nullish(),
  done: z.boolean().nullish(),
  done_reason: z.unknown().optional(),
  prompt_eval_count: z.unknown().optional(),
  eval_count: z.unknown().optional(),
});
type Line = z.infer<typeof lineSchema>;

export interface ChatStreamOptions {
  limits: AnswerLimits;
  /** The model's text begins in the middle of a thought, unless the server keeps its thoughts apart. */
  beginsInThought: boolean;
  /** The model shows life. */
  onFirstToken: () => void;
  /** The text began in the middle of a thought, as it turned out too late. */
  onBeganInThought: () => void;
}

/**
 * The events of one answer of `/api/chat`, as its bytes come. An answer that is longer than any sensible one is cut.
 * @throws OllamaError for an error line; other errors where it breaks off, or what comes is no answer
 */
export async function* readChatStream(
  body: OllamaBody,
  { limits, beginsInThought, onFirstToken, onBeganInThought }: ChatStreamOptions,
): AsyncGenerator<ModelEvent> {
  const calls: ModelCall[] = [];
  let filter: ThinkingFilter | undefined;
  let thinking = '';
  let characters = 0;
  for await (const value of readNdjson(body, MOST_LINE_BYTES)) {
    limits.pause();
    const line = lineSchema.parse(value);
    if (line.error !== undefined && line.error !== null) throw new OllamaError(line.error);
    const content = line.message?.content ?? '';
    const thought = line.message?.thinking ?? '';
    const called = line.message?.tool_calls ?? [];
    if (content !== '' || thought !== '' || called.length > 0) {
      limits.firstToken();
      onFirstToken();
    }
    if (thinking.length <= MOST_CHARACTERS) thinking += thought;
    for (const { function: call } of called) calls.push({ name: call.name, args: call.arguments ?? {} });
    const room = MOST_CHARACTERS - characters;
    characters += content.length;
    const cut =
      characters > MOST_CHARACTERS || thinking.length > MOST_CHARACTERS || calls.length > MOST_CALLS;
    if (content !== '') {
      filter ??= new ThinkingFilter(beginsInThought && thinking === '');
      yield* eventsFor(filter.push(characters > MOST_CHARACTERS ? wholeCharacters(content, room) : content));
      if (filter.beganInThought) onBeganInThought();
    }
    if (cut || line.done) {
      const reason = cut || line.done_reason === 'length' ? 'length' : 'stop';
      if (filter) yield* eventsFor(filter.finish(reason === 'length'));
      if (calls.length > 0) yield { type: 'calls', calls: calls.slice(0, MOST_CALLS), thinking };
      const usage = usageIn(line);
      yield { type: 'end', reason, ...(usage ? { usage } : {}) };
      return;
    }
    limits.resume();
    limits.signal.throwIfAborted();
  }
  throw new Error('the answer broke off');
}

function* eventsFor({ retract, text }: Shown): Generator<ModelEvent> {
  if (retract) yield { type: 'retract' };
  if (text !== '') yield { type: 'text', text };
}

/** The beginning of a text, without half a character at its end. */
function wholeCharacters(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function usageIn({
  prompt_eval_count: promptTokens,
  eval_count: answerTokens,
}: Line): ModelUsage | undefined {
  if (typeof promptTokens !== 'number' || typeof answerTokens !== 'number') return undefined;
  return promptTokens > 0 && answerTokens > 0 ? { promptTokens, answerTokens } : undefined;
}
