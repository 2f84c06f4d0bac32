export interface Message {
  role: string;
  content?: string;
  thinking?: string;
  tool_name?: string;
}

export interface ToolCall {
  function: { name: string; arguments: Record<string, unknown> };
}

export interface ChatRequest {
  model: string;
  messages: Message[];
  stream?: boolean;
  think?: boolean | string;
  tools?: { function: { name: string } }[];
}

const SWEDISH = /[åäö]|\b(och|att|jag|vad|hur|är|inte|en|ett|du|kan|hej)\b/i;

export function lastUserText(messages: readonly Message[]): string {
  return messages.findLast((message) => message.role === 'user')?.content ?? '';
}

/** `tool:SET_VOLUME {"level": 30}` in the last user message asks for that call, if the tool was offered. */
export function toolCallFor({ messages, tools = [] }: ChatRequest): ToolCall | undefined {
  if (messages.at(-1)?.role === 'tool') return undefined;
  const asked = /\btool:([A-Z_]+)\s*(\{.*\})?/s.exec(lastUserText(messages));
  const name = asked?.[1];
  if (name === undefined || !tools.some((tool) => tool.function.name === name)) return undefined;
  return { function: { name, arguments: JSON.parse(asked?.[2] ?? '{}') as Record<string, unknown> } };
}

/** Something that a model might say, and that tells a test what was asked. */
export function answerFor({ messages }: ChatRequest): string {
  const last = messages.at(-1);
  const question = lastUserText(messages)
    .replace(/\[double:[a-z-]+\]/g, '')
    .trim();
  const swedish = SWEDISH.test(question);
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

export function thinkingFor(request: ChatRequest): string {
  return `The person says "${lastUserText(request.messages).slice(0, 60)}". A short answer will do.`;
}

/** A text in pieces as a model gives them, about a word each; together they are the text. */
export function inPieces(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\S)(?=\s)/);
}
