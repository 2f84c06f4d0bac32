import type { ChatResponse } from '@alice/contracts';
import type { ConversationStore, NewTurn, StoredTurn } from './conversation-store';

export const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();

/** A message of anna's, called by its text where it begins a conversation. */
export const begin = (
  store: ConversationStore,
  text: string,
  more: Partial<NewTurn> = {},
  now = at(0),
): Promise<StoredTurn> => store.beginTurn({ userId: 'anna', title: text, text, ...more }, now);

export const responseOf = (
  { conversationId, messageId }: Pick<StoredTurn, 'conversationId' | 'messageId'>,
  text = 'Pausat.',
): ChatResponse => ({
  conversationId,
  messageId,
  reply: { text, source: 'router' },
  intent: { name: 'PAUSE', confidence: 0.97 },
  meta: { tool: null, tools: [] },
  timing: { total_ms: 3, nlu_ms: 1 },
});

/** Ends an answer with `text`. */
export const end = (store: ConversationStore, turn: StoredTurn, text: string): Promise<void> =>
  store.endTurn(turn.messageId, { text, status: 'complete', seq: 1, response: responseOf(turn, text) });

/** A message and its finished answer. */
export async function say(
  store: ConversationStore,
  text: string,
  answer: string,
  more: Partial<NewTurn> = {},
  now = at(0),
): Promise<StoredTurn> {
  const turn = await begin(store, text, more, now);
  await end(store, turn, answer);
  return turn;
}

export const textsOf = async (store: ConversationStore, { conversationId }: StoredTurn) =>
  (await store.find('anna', conversationId))?.messages.map(({ text }) => text);
