import { randomUUID } from 'node:crypto';
import type { ChatResponse } from '@alice/contracts';
import { ConflictError, InvalidInputError, NotFoundError } from '@alice/errors';
import type { ConversationStore } from './conversation-store';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();

/** What every conversation store keeps. `open` gives one with the users `anna` and `bo` and nothing else. */
export function conversationStoreContract(open: () => Promise<ConversationStore>): void {
  let store: ConversationStore;
  const begin = (
    text: string,
    more: { conversationId?: string; clientMessageId?: string; userId?: string } = {},
  ) => store.beginTurn({ userId: 'anna', title: text, text, ...more }, at(0));
  const responseOf = (turn: { conversationId: string; messageId: string }): ChatResponse => ({
    ...turn,
    reply: { text: 'Pausat.', source: 'router' },
    intent: { name: 'PAUSE', confidence: 0.97 },
    meta: { tool: null, tools: [] },
    timing: { total_ms: 3, nlu_ms: 1 },
  });

  beforeEach(async () => {
    store = await open();
  });

  it('keeps a message with its answer, in order, byte for byte', async () => {
    const text = 'Räksmörgås 🦐 e\u0301 \u202eרץ';
    const { conversationId, messageId } = await begin(text);
    await store.endTurn(messageId, {
      text: 'Pausat.',
      status: 'complete',
      response: responseOf({ conversationId, messageId }),
    });
    const again = await begin('och sen', { conversationId });
    expect(again.conversationId).toBe(conversationId);
    const { messages } = (await store.find('anna', conversationId)) ?? { messages: [] };
    expect(messages.map((message) => [message.role, message.text, message.status])).toEqual([
      ['user', text, 'complete'],
      ['assistant', 'Pausat.', 'complete'],
      ['user', 'och sen', 'complete'],
      ['assistant', '', 'streaming'],
    ]);
    expect(await store.history(conversationId, again.messageId, 3)).toEqual([
      { role: 'user', text },
      { role: 'assistant', text: 'Pausat.' },
      { role: 'user', text: 'och sen' },
    ]);
  });

  it('takes a client message id once for each user and finds its first answer', async () => {
    const turn = await begin('hej', { clientMessageId: 'c1' });
    await expect(begin('hej', { clientMessageId: 'c1' })).rejects.toThrow(ConflictError);
    await expect(begin('hej', { clientMessageId: 'c1', userId: 'bo' })).resolves.toBeDefined();
    const response = responseOf({ conversationId: turn.conversationId, messageId: turn.messageId });
    await store.endTurn(turn.messageId, { text: 'Pausat.', status: 'complete', response });
    expect((await store.findTurn('anna', 'c1'))?.response).toEqual(response);
    expect(await store.findTurn('anna', 'c2')).toBeUndefined();
    expect((await store.list('anna', { limit: 9 })).items).toHaveLength(1);
  });

  it('stores nothing of a turn that cannot begin', async () => {
    await expect(begin('hej', { conversationId: randomUUID() })).rejects.toThrow(NotFoundError);
    expect((await store.list('anna', { limit: 9 })).items).toEqual([]);
  });

  it('gives messages that come at once places of their own', async () => {
    const { conversationId } = await begin('först');
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => begin(text, { conversationId })));
    const found = await store.find('anna', conversationId);
    const texts = found?.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
    expect(texts?.sort()).toEqual(['a', 'b', 'c', 'd', 'först']);
  });

  it('opens no answer again for which a tool may have run', async () => {
    const { messageId } = await begin('nästa');
    await store.noteCalls(messageId, [{ name: 'NEXT', args: {}, source: 'router' }]);
    expect(await store.interruptOpenAnswers()).toBe(1);
    expect(await store.reopenAnswer(messageId)).toBe(false);
  });

  it('keeps what an answer said so far, and marks what a stop left open', async () => {
    const { messageId } = await begin('berätta');
    await store.saveProgress(messageId, 'Det var en');
    expect(await store.reopenAnswer(messageId)).toBe(false);
    expect(await store.interruptOpenAnswers()).toBe(1);
    expect(await store.findAnswer('anna', messageId)).toMatchObject({
      status: 'interrupted',
      text: 'Det var en',
    });
    await store.saveProgress(messageId, 'för sent');
    expect((await store.findAnswer('anna', messageId))?.text).toBe('Det var en');
    expect(await store.reopenAnswer(messageId)).toBe(true);
    expect(await store.findAnswer('anna', messageId)).toMatchObject({ status: 'streaming', text: '' });
  });

  it("hides one user's conversations from another", async () => {
    const { conversationId, messageId } = await begin('hemligt');
    expect(await store.find('bo', conversationId)).toBeUndefined();
    expect(await store.findAnswer('bo', messageId)).toBeUndefined();
    expect(await store.rename('bo', conversationId, 'mitt', at(1))).toBeUndefined();
    expect(await store.remove('bo', conversationId)).toBe(false);
    expect((await store.list('bo', { limit: 9 })).items).toEqual([]);
    await expect(begin('hej', { conversationId, userId: 'bo' })).rejects.toThrow(NotFoundError);
  });

  it('lists newest first, page by page, without a gap or a double', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const turn = await store.beginTurn({ userId: 'anna', title: `nr ${i}`, text: 'x' }, at(i < 3 ? 1 : 2));
      ids.push(turn.conversationId);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.list('anna', { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(new Set(seen.slice(0, 2))).toEqual(new Set(ids.slice(3)));
    await expect(store.list('anna', { limit: 2, cursor: 'bogus' })).rejects.toThrow(InvalidInputError);
  });

  it('searches titles and messages, with % and _ as plain characters', async () => {
    await begin('Recept på 100% råg');
    await begin('annat');
    const titles = async (query: string) =>
      (await store.list('anna', { query, limit: 9 })).items.map((c) => c.title);
    expect(await titles('recept')).toEqual(['Recept på 100% råg']);
    await begin('Åska i Örebro');
    for (const query of ['åska', 'Åska', 'ÅSKA']) expect(await titles(query)).toContain('Åska i Örebro');
    expect(await titles('0% r')).toEqual(['Recept på 100% råg']);
    expect(await titles('a_n')).toEqual([]);
  });

  it('renames and removes', async () => {
    const { conversationId } = await begin('gammalt');
    expect(await store.rename('anna', conversationId, 'nytt', at(5))).toMatchObject({
      title: 'nytt',
      updatedAt: at(5),
    });
    expect(await store.remove('anna', conversationId)).toBe(true);
    expect(await store.find('anna', conversationId)).toBeUndefined();
  });
}
