import type { ConversationStore } from './conversation-store';
import { begin, end, say, textsOf } from './test-turns.contract';

/** How an answer is stored while it is being made. */
export function storedAnswersContract(open: () => Promise<ConversationStore>): void {
  let store: ConversationStore;
  beforeEach(async () => {
    store = await open();
  });

  const append = (messageId: string, from: number, ...texts: string[]) =>
    store.appendDeltas(texts.map((text, index) => ({ messageId, seq: from + index, text })));

  it('forgets what is taken back of an answer, and nothing that came after it', async () => {
    const { messageId } = await begin(store, 'hej');
    await store.appendDeltas([1, 2, 3].map((seq) => ({ messageId, seq, text: `${seq} ` })));
    await store.forgetDeltas(messageId, 2);
    expect(await store.findDeltas(messageId, 0)).toEqual({ text: '3 ', seq: 3 });
    await append(messageId, 4, '4 ');
    expect(await store.deltasAfter(messageId, 3)).toEqual([{ seq: 4, text: '4 ', first: 3 }]);
  });

  it('shows what was said so far, wherever the answer is asked for', async () => {
    const turn = await begin(store, 'berätta', { clientMessageId: 'c1' });
    const other = await begin(store, 'annat');
    await store.appendDeltas([
      { messageId: turn.messageId, seq: 1, text: 'Det ' },
      { messageId: other.messageId, seq: 1, text: 'Nej' },
      { messageId: turn.messageId, seq: 2, text: 'var 🦐' },
    ]);
    for (let seq = 3; seq <= 12; seq++) await append(turn.messageId, seq, ` ${seq}`);
    const text = 'Det var 🦐 3 4 5 6 7 8 9 10 11 12';
    expect(await store.findAnswer('anna', turn.messageId)).toMatchObject({
      status: 'streaming',
      text,
      seq: 12,
    });
    expect(await store.findTurn('anna', 'c1')).toMatchObject({ status: 'streaming', seq: 12 });
    expect(await textsOf(store, turn)).toEqual(['berätta', text]);
    expect(await store.findDeltas(turn.messageId, 0)).toEqual({ text, seq: 12 });
    expect(await store.findDeltas(turn.messageId, 10)).toEqual({ text: ' 11 12', seq: 12 });
    expect(await store.findDeltas(turn.messageId, 12)).toEqual({ text: '', seq: 12 });
  });

  it('stores a piece once, and many at once', async () => {
    const turn = await begin(store, 'berätta');
    const many = Array.from({ length: 12_000 }, (_, index) => String(index % 10));
    await append(turn.messageId, 1, ...many);
    await append(turn.messageId, 12_000, 'en annan', 'ny');
    expect(await store.findDeltas(turn.messageId, 0)).toEqual({ text: `${many.join('')}ny`, seq: 12_001 });
    await store.appendDeltas([]);
  });

  it('stores the others where one holds what no database keeps', async () => {
    const turn = await begin(store, 'berätta');
    await append(turn.messageId, 1, 'a\0b', '\ud800', 'c');
    expect((await store.findDeltas(turn.messageId, 0)).text).toBe('a\ufffdb\ufffdc');
    await end(store, turn, 'a\0b\ud800c');
    expect(await textsOf(store, turn)).toEqual(['berätta', 'a\ufffdb\ufffdc']);
  });

  it('adds nothing to an answer that is finished, gone or unknown', async () => {
    const turn = await begin(store, 'berätta');
    await append(turn.messageId, 1, 'Det var', ' en gång');
    await store.endTurn(turn.messageId, { text: 'Det var', status: 'interrupted', seq: 2, response: null });
    await append(turn.messageId, 3, 'för sent');
    await append('nobody', 1, 'för sent');
    expect(await store.findDeltas(turn.messageId, 0)).toEqual({ text: '', seq: 0 });
    expect(await store.findAnswer('anna', turn.messageId)).toMatchObject({
      status: 'interrupted',
      text: 'Det var',
      seq: 2,
    });
  });

  it('keeps what an answer said when a stop left it open, and goes on with the numbers when it is tried anew', async () => {
    const { messageId } = await begin(store, 'berätta');
    await append(messageId, 1, 'Det ', 'var ', 'en');
    expect(await store.reopenAnswer(messageId)).toBe(false);
    expect(await store.interruptOpenAnswers()).toBe(1);
    const interrupted = { status: 'interrupted', text: 'Det var en', seq: 3 };
    expect(await store.findAnswer('anna', messageId)).toMatchObject(interrupted);
    expect(await store.interruptOpenAnswers()).toBe(0);
    expect(await store.reopenAnswer(messageId)).toBe(true);
    expect(await store.findAnswer('anna', messageId)).toMatchObject({
      status: 'streaming',
      text: '',
      seq: 3,
    });
    await append(messageId, 4, 'Det', ' här');
    expect(await store.findDeltas(messageId, 3)).toEqual({ text: 'Det här', seq: 5 });
    expect(await store.interruptOpenAnswers()).toBe(1);
    expect(await store.findAnswer('anna', messageId)).toMatchObject({ text: 'Det här', seq: 5 });
  });

  it('leaves finished answers alone when it marks what a stop left open', async () => {
    const done = await say(store, 'klart', 'svar');
    const silent = await begin(store, 'tyst');
    expect(await store.interruptOpenAnswers()).toBe(1);
    expect(await store.findAnswer('anna', done.messageId)).toMatchObject({
      status: 'complete',
      text: 'svar',
    });
    expect(await store.findAnswer('anna', silent.messageId)).toMatchObject({
      status: 'interrupted',
      text: '',
      seq: 0,
    });
  });

  it('opens no answer again for which a tool may have run', async () => {
    const { messageId } = await begin(store, 'nästa');
    await store.noteCalls(messageId, [{ name: 'NEXT', args: {}, source: 'router' }]);
    expect(await store.interruptOpenAnswers()).toBe(1);
    expect(await store.reopenAnswer(messageId)).toBe(false);
  });
}
