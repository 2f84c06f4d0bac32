import { randomUUID } from 'node:crypto';
import { ConflictError, InvalidInputError, NotFoundError } from '@alice/errors';
import { conversationSearchContract } from './conversation-search.contract';
import type { ConversationStore } from './conversation-store';
import { replacedMessagesContract } from './replaced-messages.contract';
import { storedAnswersContract } from './stored-answers.contract';
import { at, begin, end, responseOf, say, textsOf } from './test-turns.contract';

/** What every conversation store keeps. `open` gives one with the users `anna` and `bo` and nothing else. */
export function conversationStoreContract(open: () => Promise<ConversationStore>): void {
  describe('conversations', () => conversationsContract(open));
  describe('answers that are being made', () => storedAnswersContract(open));
  describe('messages whose place is taken', () => replacedMessagesContract(open));
  describe('search', () => conversationSearchContract(open));
}

function conversationsContract(open: () => Promise<ConversationStore>): void {
  let store: ConversationStore;
  beforeEach(async () => {
    store = await open();
  });

  it('keeps a message with its answer, in order, byte for byte', async () => {
    const text = 'Räksmörgås 🦐 e\u0301 \u202eרץ';
    const first = await say(store, text, 'Pausat.');
    const { conversationId } = first;
    const again = await begin(store, 'och sen', { conversationId });
    expect(again.conversationId).toBe(conversationId);
    const { messages } = (await store.find('anna', conversationId)) ?? { messages: [] };
    expect(messages.map(({ role, text, status, confidence }) => [role, text, status, confidence])).toEqual([
      ['user', text, 'complete', null],
      ['assistant', 'Pausat.', 'complete', 0.97],
      ['user', 'och sen', 'complete', null],
      ['assistant', '', 'streaming', null],
    ]);
  });

  it('takes a client message id once for each user and finds its first answer', async () => {
    const turn = await begin(store, 'hej', { clientMessageId: 'c1' });
    await expect(begin(store, 'hej', { clientMessageId: 'c1' })).rejects.toThrow(ConflictError);
    await expect(begin(store, 'hej', { clientMessageId: 'c1', userId: 'bo' })).resolves.toBeDefined();
    await end(store, turn, 'Pausat.');
    expect((await store.findTurn('anna', 'c1'))?.response).toEqual(responseOf(turn));
    expect(await store.findTurn('anna', 'c2')).toBeUndefined();
    expect((await store.list('anna', { limit: 9 })).items).toHaveLength(1);
  });

  it('stores nothing of a turn that cannot begin', async () => {
    await expect(begin(store, 'hej', { conversationId: randomUUID() })).rejects.toThrow(NotFoundError);
    expect((await store.list('anna', { limit: 9 })).items).toEqual([]);
  });

  it('gives messages that come at once places of their own', async () => {
    const { conversationId } = await begin(store, 'först');
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => begin(store, text, { conversationId })));
    const found = await store.find('anna', conversationId);
    const texts = found?.messages.filter(({ role }) => role === 'user').map(({ text }) => text);
    expect(texts?.sort()).toEqual(['a', 'b', 'c', 'd', 'först']);
  });

  it("hides one user's conversations from another", async () => {
    const { conversationId, messageId } = await say(store, 'hemligt', 'mycket hemligt');
    expect(await store.find('bo', conversationId)).toBeUndefined();
    expect(await store.findAnswer('bo', messageId)).toBeUndefined();
    expect(await store.rename('bo', conversationId, 'mitt', at(1))).toBeUndefined();
    expect(await store.remove('bo', conversationId, at(1))).toBe(false);
    expect(await store.restore('bo', conversationId)).toBeUndefined();
    expect((await store.list('bo', { limit: 9 })).items).toEqual([]);
    expect((await store.list('bo', { limit: 9, query: 'hemligt' })).items).toEqual([]);
    const asBo = { conversationId, userId: 'bo' };
    await expect(begin(store, 'hej', asBo)).rejects.toThrow(NotFoundError);
    const own = await begin(store, 'hej', { userId: 'bo' });
    const replacing = { userId: 'bo', conversationId: own.conversationId, replaces: messageId };
    await expect(begin(store, 'hej', replacing)).rejects.toThrow(NotFoundError);
  });

  it('lists newest first, page by page, without a gap or a double, with a query too', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const turn = await begin(store, `nr ${i}`, {}, at(i < 3 ? 1 : 2));
      ids.push(turn.conversationId);
    }
    for (const query of [undefined, 'nr']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list('anna', {
          limit: 2,
          ...(cursor ? { cursor } : {}),
          ...(query ? { query } : {}),
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect([...seen].sort()).toEqual([...ids].sort());
      expect(new Set(seen.slice(0, 2))).toEqual(new Set(ids.slice(3)));
    }
  });

  it('refuses a cursor that it did not make', async () => {
    const withNul = Buffer.from('2026-01-01T00:00:00.000Z \0').toString('base64url');
    for (const cursor of ['bogus', '', withNul]) {
      await expect(store.list('anna', { limit: 2, cursor })).rejects.toThrow(InvalidInputError);
    }
  });

  it('tells the model what was said after a place and before an answer, oldest first, with the places', async () => {
    const { conversationId } = await say(store, 'ett', 'två');
    await begin(store, 'tre', { conversationId });
    const last = await begin(store, 'fyra', { conversationId });
    await begin(store, 'senare', { conversationId });
    const { messages: all } = await store.history(conversationId, last.messageId);
    expect(all.map(({ role, text }) => `${role} ${text}`)).toEqual([
      'user ett',
      'assistant två',
      'user tre',
      'user fyra',
    ]);
    const digest = { text: 'ett och två', position: all[1]?.position ?? 0 };
    await store.saveDigest(conversationId, digest);
    expect(await store.history(conversationId, last.messageId)).toEqual({ digest, messages: all.slice(2) });
  });

  it('keeps the newest digest', async () => {
    const { conversationId, messageId } = await say(store, 'ett', 'två');
    const before = await store.history(conversationId, messageId);
    expect(before.digest).toBeUndefined();
    const position = before.messages[0]?.position ?? 0;
    await store.saveDigest(conversationId, { text: 'kort', position });
    await store.saveDigest(conversationId, { text: 'kortare', position: position + 1 });
    const { digest } = await store.history(conversationId, messageId);
    expect(digest).toEqual({ text: 'kortare', position: position + 1 });
  });

  it('gives a title of its own only until there is one', async () => {
    const { conversationId } = await begin(store, 'gammalt');
    expect(await store.isUntitled(conversationId)).toBe(true);
    expect(await store.retitle(conversationId, 'från modellen')).toBe(true);
    expect(await store.find('anna', conversationId)).toMatchObject({
      title: 'från modellen',
      updatedAt: at(0),
    });
    expect(await store.isUntitled(conversationId)).toBe(false);
    const renamed = await store.rename('anna', conversationId, 'mitt', at(5));
    expect(renamed).toMatchObject({ title: 'mitt', updatedAt: at(5) });
    expect(await store.retitle(conversationId, 'från modellen')).toBe(false);
    expect(await store.find('anna', conversationId)).toMatchObject({ title: 'mitt' });
  });

  it('hides what is deleted everywhere, and takes it back as it was', async () => {
    const turn = await say(store, 'recept', 'svar', { clientMessageId: 'c1' });
    const { conversationId, messageId } = turn;
    const before = await store.find('anna', conversationId);
    expect(await store.remove('anna', conversationId, at(1))).toBe(true);
    expect(await store.remove('anna', conversationId, at(2))).toBe(false);
    expect(await store.find('anna', conversationId)).toBeUndefined();
    expect(await store.findAnswer('anna', messageId)).toBeUndefined();
    expect(await store.findTurn('anna', 'c1')).toBeUndefined();
    expect(await store.rename('anna', conversationId, 'nytt', at(2))).toBeUndefined();
    expect(await store.retitle(conversationId, 'nytt')).toBe(false);
    expect((await store.list('anna', { limit: 9 })).items).toEqual([]);
    expect((await store.list('anna', { limit: 9, query: 'recept' })).items).toEqual([]);
    await expect(begin(store, 'hej', { conversationId })).rejects.toThrow(NotFoundError);

    expect(await store.restore('anna', conversationId)).toMatchObject({
      id: conversationId,
      title: 'recept',
    });
    expect(await store.find('anna', conversationId)).toEqual(before);
    expect((await store.list('anna', { limit: 9, query: 'recept' })).items).toHaveLength(1);
  });

  it('deletes for good only what was deleted before a time', async () => {
    const [old, young, kept] = [
      await say(store, 'gammalt', 'svar'),
      await say(store, 'nyss', 'svar'),
      await say(store, 'kvar', 'svar'),
    ];
    await store.remove('anna', old.conversationId, at(1));
    await store.remove('anna', young.conversationId, at(3));
    expect(await store.purge(at(2))).toBe(1);
    expect(await store.purge(at(2))).toBe(0);
    expect(await store.restore('anna', old.conversationId)).toBeUndefined();
    expect(await store.restore('anna', young.conversationId)).toBeDefined();
    expect(await textsOf(store, kept)).toEqual(['kvar', 'svar']);
  });
}
