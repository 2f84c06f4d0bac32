import type { Mode } from './bad-days.ts';
import { lastUserText, type ChatRequest } from './chat-request.ts';
import { MARKDOWN } from './markdown-answer.ts';
import { markedNumber, markersIn, withoutMarkers } from './markers.ts';
import { thinks } from './models.ts';
import { toolCallFor, type ToolCall } from './tool-call.ts';

/** What the model says, in the pieces in which it comes. */
export interface Answer {
  thinking: string[];
  content: string[];
  call: ToolCall | undefined;
}

const SWEDISH = /[åäö]|\b(och|att|jag|vad|hur|är|inte|en|ett|du|kan|hej)\b/i;
const MANY_BYTES = ' Så är det på våra öar: å, ä, ö, €, 🎵 och 👩‍👩‍👧.';

export function answerFor(request: ChatRequest, mode: Mode): Answer {
  const call = toolCallFor(request, mode);
  const silent = call !== undefined || mode === 'empty' || mode === 'thinking-only';
  const thoughts = thoughtsOn(request);
  const words = silent ? '' : wordsFor(request);
  const content: Partial<Record<Mode, () => string[]>> = {
    'think-tags': () => cutAnywhere(`<think>\n${thoughts}\n</think>\n\n${words}`),
    'harmony-markers': () =>
      cutAnywhere(
        `<|channel|>analysis<|message|>${thoughts}<|end|><|start|>assistant<|channel|>final<|message|>${words}`,
      ),
    'split-utf8': () => inPieces(words + MANY_BYTES),
  };
  const leaks = mode === 'think-tags' || mode === 'harmony-markers';
  const apart = mode === 'thinking-only' || (!leaks && thinks(request.model, request.think));
  return {
    thinking: apart ? inPieces(thoughts) : [],
    content: (silent ? undefined : content[mode]?.()) ?? inPieces(words),
    call,
  };
}

/**
 * Something that a model might say, and that tells a test what was asked; with `[double:say N]` just N words,
 * with `[double:markdown]` one of everything that Markdown has.
 */
function wordsFor({ messages }: ChatRequest): string {
  const asked = lastUserText(messages);
  const count = markedNumber(asked, 'say');
  if (count !== undefined) return Array.from({ length: count }, (_, index) => `ord${index + 1}`).join(' ');
  if (markersIn(asked).some(({ name }) => name === 'markdown')) return MARKDOWN;
  const question = withoutMarkers(asked);
  const swedish = SWEDISH.test(question);
  const last = messages.at(-1);
  if (last?.role === 'tool') {
    const result = last.content ?? '';
    return swedish
      ? `Klart. ${last.tool_name ?? ''} svarade: ${result}`
      : `Done. ${last.tool_name ?? ''} said: ${result}`;
  }
  return swedish
    ? `Du frågade: "${question}". Jag är en dubbel av språkmodellen och svarar alltid så här, lugnt och artigt.`
    : `You asked: "${question}". I am a double of the language model and always answer like this, calmly and politely.`;
}

function thoughtsOn({ messages }: ChatRequest): string {
  return `The person says "${withoutMarkers(lastUserText(messages)).slice(0, 60)}". A short answer will do.`;
}

/** A text in pieces as a model gives them, about a word each; together they are the text. */
function inPieces(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\S)(?=\s)/);
}

/** Pieces that heed neither words nor marks, of one to five characters. */
function cutAnywhere(text: string): string[] {
  const characters = [...text];
  const lengths = [1, 3, 2, 5, 4];
  const pieces: string[] = [];
  for (let from = 0; from < characters.length;) {
    const to = from + (lengths[pieces.length % lengths.length] ?? 1);
    pieces.push(characters.slice(from, to).join(''));
    from = to;
  }
  return pieces;
}
