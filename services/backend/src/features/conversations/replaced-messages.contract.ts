import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@alice/errors';
import type { ConversationStore } from './conversation-store';
import { begin, end, say, textsOf } from './test-turns.contract';

/** How a message takes the place of another and of all that came after it. */
export function replacedMessagesContract(open: () => Promise<ConversationStore>): void {
  let store: ConversationStore;
  beforeEach(async () => {
    store = await open();
  });

  const questionOf = async (conversationId: string, text: string) =>
    (await store.find('anna', conversationId))?.messages.find((message) => message.text === text)?.id ?? '';

  it.each(['the question', 'its answer'])('takes the place of a message by the id of %s', async (which) => {
    const first = await say(store, 'hej', 'hej på dig');
    const { conversationId } = first;
    const second = await say(store, 'fel fråga', 'fel svar', { conversationId, clientMessageId: 'c2' });
    await say(store, 'följdfråga', 'följdsvar', { conversationId });
    const replaces =
      which === 'its answer' ? second.messageId : await questionOf(conversationId, 'fel fråga');
    const turn = await begin(store, 'rätt fråga', { conversationId, replaces });

    expect(await textsOf(store, first)).toEqual(['hej', 'hej på dig', 'rätt fråga', '']);
    const { messages: told } = await store.history(conversationId, turn.messageId);
    expect(told.map(({ text }) => text)).toEqual(['hej', 'hej på dig', 'rätt fråga']);
    expect(await store.findAnswer('anna', second.messageId)).toBeUndefined();
    // A copy of the message that comes late is still answered as it was.
    expect(await store.findTurn('anna', 'c2')).toMatchObject({ messageId: second.messageId });
    for (const query of ['fel', 'följdsvar']) {
      expect((await store.list('anna', { query, limit: 9 })).items).toEqual([]);
    }
  });

  it('replaces what has replaced', async () => {
    const first = await say(store, 'ett', 'svar ett');
    const { conversationId } = first;
    const second = await say(store, 'två', 'svar två', { conversationId, replaces: first.messageId });
    await say(store, 'tre', 'svar tre', { conversationId, replaces: second.messageId });
    expect(await textsOf(store, first)).toEqual(['tre', 'svar tre']);
    const again = { conversationId, replaces: first.messageId };
    await expect(begin(store, 'fyra', again)).rejects.toThrow(NotFoundError);
  });

  it('changes nothing where the message is not in the conversation', async () => {
    const [here, there] = [await say(store, 'här', 'svar'), await say(store, 'där', 'svar')];
    const { conversationId } = here;
    for (const replaces of [there.messageId, randomUUID()]) {
      await expect(begin(store, 'nytt', { conversationId, replaces })).rejects.toThrow(NotFoundError);
    }
    expect(await textsOf(store, here)).toEqual(['här', 'svar']);
    expect(await textsOf(store, there)).toEqual(['där', 'svar']);
  });

  it('changes nothing while an answer that would be replaced is being made', async () => {
    const first = await say(store, 'ett', 'svar');
    const { conversationId } = first;
    const second = await begin(store, 'två', { conversationId });
    for (const replaces of [first.messageId, second.messageId]) {
      await expect(begin(store, 'nytt', { conversationId, replaces })).rejects.toThrow(ConflictError);
    }
    expect(await textsOf(store, first)).toEqual(['ett', 'svar', 'två', '']);
    await end(store, second, 'klart');
    await begin(store, 'nytt', { conversationId, replaces: first.messageId });
    expect(await textsOf(store, first)).toEqual(['nytt', '']);
  });

  it('opens no replaced answer again', async () => {
    const turn = await begin(store, 'ett');
    await store.endTurn(turn.messageId, { text: '', status: 'failed', seq: 0, response: null });
    const { conversationId, messageId } = turn;
    await begin(store, 'två', { conversationId, replaces: messageId });
    expect(await store.reopenAnswer(messageId)).toBe(false);
  });

  it('forgets a digest of what lost its place, keeps one of what did not, and takes none that comes too late', async () => {
    const first = await say(store, 'ett', 'svar ett');
    const { conversationId } = first;
    const second = await say(store, 'två', 'svar två', { conversationId });
    const { messages } = await store.history(conversationId, second.messageId);
    const positions = messages.map(({ position }) => position);
    const digest = async () => (await store.history(conversationId, second.messageId)).digest;
    const early = { text: 'om ett', position: positions[1] ?? 0 };
    const late = { text: 'om ett och två', position: (positions[2] ?? 0) + 1 };
    await store.saveDigest(conversationId, early);
    const third = await say(store, 'tre', 'svar', { conversationId, replaces: second.messageId });
    expect(await digest()).toEqual(early);
    await store.saveDigest(conversationId, late);
    expect(await digest()).toEqual(early);
    await end(store, await begin(store, 'fyra', { conversationId, replaces: third.messageId }), 'svar');
    expect(await digest()).toEqual(early);
    await begin(store, 'om igen', { conversationId, replaces: first.messageId });
    expect(await digest()).toBeUndefined();
  });
}
