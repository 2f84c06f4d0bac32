export interface Message {
  role: string;
  content?: string;
  thinking?: string;
  tool_name?: string;
}

export interface ChatRequest {
  model: string;
  messages: Message[];
  stream?: boolean;
  think?: boolean | string;
  tools?: { function: { name: string } }[];
  keep_alive?: number | string;
  truncate?: boolean;
  options?: { num_ctx?: number };
}

export function lastUserText(messages: readonly Message[]): string {
  return messages.findLast((message) => message.role === 'user')?.content ?? '';
}

/** Tokens of all that was said before, estimated as a tokenizer would count them: about three characters each. */
export function promptTokens(messages: readonly Message[]): number {
  const characters = messages.reduce(
    (sum, { content = '', thinking = '' }) => sum + content.length + thinking.length,
    0,
  );
  return Math.max(1, Math.ceil(characters / 3));
}
