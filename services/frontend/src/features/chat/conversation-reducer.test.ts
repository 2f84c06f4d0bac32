import type { ChatResponse, Conversation, Message, Problem, ToolCall } from '@alice/contracts';
import { EMPTY_CONVERSATION, type ConversationState } from './conversation';
import { conversationReducer, type ConversationAction } from './conversation-reducer';

const after = (actions: ConversationAction[], from: ConversationState = EMPTY_CONVERSATION) =>
  actions.reduce(conversationReducer, from);

const asked: ConversationAction = { type: 'asked', clientMessageId: 'c1', text: 'spela musik' };
const accepted: ConversationAction = {
  type: 'accepted',
  clientMessageId: 'c1',
  conversationId: 'v1',
  messageId: 'm1',
};
const delta = (seq: number, text: string): ConversationAction => ({
  type: 'delta',
  messageId: 'm1',
  seq,
  text,
});
const tool: ToolCall = { name: 'PLAY', args: {}, source: 'router', executed: true, latency_ms: 4 };
const response: ChatResponse = {
  conversationId: 'v1',
  messageId: 'm1',
  reply: { text: 'Spelar musik.', source: 'router' },
  intent: { name: 'PLAY', confidence: 0.97 },
  meta: { tool, tools: [tool] },
  timing: { total_ms: 12, nlu_ms: 3 },
};
const done: ConversationAction = { type: 'done', messageId: 'm1', response };
const problem: Problem = {
  type: '/problems/llm_unavailable',
  title: 'Nej',
  status: 503,
  code: 'llm_unavailable',
  requestId: 'r',
};
const answer = (state: ConversationState) => state.turns[0]?.answer;

const message = (over: Partial<Message>): Message => ({
  id: 'm1',
  role: 'assistant',
  text: '',
  source: null,
  status: 'complete',
  tools: [],
  clientMessageId: null,
  confidence: null,
  createdAt: '2026-01-01T00:00:00Z',
  ...over,
});
const conversation = (messages: Message[]): Conversation => ({
  id: 'v1',
  title: 'Musik',
  createdAt: '',
  updatedAt: '',
  messages,
});

describe('conversationReducer', () => {
  it('puts deltas together in their order', () => {
    const state = after([asked, accepted, delta(1, 'Det '), delta(2, 'var '), delta(3, 'en gång')]);
    expect(answer(state)).toMatchObject({ text: 'Det var en gång', phase: 'streaming', behind: false });
  });

  it('takes a stream that begins with 0 too', () => {
    expect(answer(after([asked, accepted, delta(0, 'a'), delta(1, 'b')]))?.text).toBe('ab');
  });

  it('shows the place in the queue until its turn has come', () => {
    const waiting = after([asked, accepted, { type: 'queued', messageId: 'm1', position: 2 }]);
    expect(answer(waiting)).toMatchObject({ phase: 'waiting', place: 2 });
    expect(answer(after([{ type: 'queued', messageId: 'm1', position: 0 }], waiting))?.place).toBe(0);
  });

  it('drops a delta that it has heard', () => {
    expect(
      answer(after([asked, accepted, delta(1, 'a'), delta(2, 'b'), delta(2, 'b'), delta(1, 'a')]))?.text,
    ).toBe('ab');
  });

  it('asks for what is missing after a gap, and goes on from there', () => {
    const gap = after([asked, accepted, delta(1, 'a'), delta(3, 'c')]);
    expect(answer(gap)).toMatchObject({ text: 'a', behind: true });
    const whole = after(
      [{ type: 'resumed', messageId: 'm1', text: 'bc', fromSeq: 1, seq: 3 }, delta(3, 'c'), delta(4, 'd')],
      gap,
    );
    expect(answer(whole)).toMatchObject({ text: 'abcd', behind: false });
  });

  it('takes the whole text where it is given instead of the rest', () => {
    const gap = after([asked, accepted, delta(1, 'a'), delta(3, 'c')]);
    expect(
      answer(after([{ type: 'resumed', messageId: 'm1', text: 'ABC', fromSeq: 0, seq: 3 }], gap))?.text,
    ).toBe('ABC');
  });

  it('is not confused by an old catching up that arrives late', () => {
    const whole = after([asked, accepted, delta(1, 'a'), delta(2, 'b'), delta(3, 'c')]);
    const old: ConversationAction = { type: 'resumed', messageId: 'm1', text: 'b', fromSeq: 1, seq: 2 };
    expect(answer(after([old, delta(4, 'd')], whole))?.text).toBe('abcd');
    const beyond: ConversationAction = { type: 'resumed', messageId: 'm1', text: 'bcde', fromSeq: 1, seq: 5 };
    expect(answer(after([beyond], whole))).toMatchObject({ text: 'abc', behind: true });
  });

  it('lets the finished answer replace what was streamed', () => {
    expect(answer(after([asked, accepted, delta(1, 'Spel'), done]))).toMatchObject({
      text: 'Spelar musik.',
      phase: 'done',
      tools: [tool],
      confidence: 0.97,
    });
  });

  it('keeps what comes before the ack that names the answer', () => {
    expect(answer(after([asked, { type: 'tool', messageId: 'm1', tool }, done, accepted]))?.text).toBe(
      'Spelar musik.',
    );
  });

  it('hears an ack twice without harm', () => {
    expect(answer(after([asked, accepted, delta(1, 'a'), accepted, delta(2, 'b')]))?.text).toBe('ab');
  });

  it('asks again for a running answer after the connection was lost, and for no other', () => {
    expect(answer(after([asked, accepted, delta(1, 'a'), { type: 'disconnected' }]))?.behind).toBe(true);
    expect(answer(after([asked, accepted, done, { type: 'disconnected' }]))?.behind).toBe(false);
  });

  it('sends again what was under way when the connection was lost', () => {
    const state = after([asked, { type: 'sending', clientMessageId: 'c1' }, { type: 'disconnected' }]);
    expect(state.turns[0]).toMatchObject({ delivery: 'unsent', clientMessageId: 'c1' });
  });

  it('shows why an answer failed and lets it be asked again', () => {
    const failed = after([asked, accepted, delta(1, 'a'), { type: 'failed', messageId: 'm1', problem }]);
    expect(answer(failed)).toMatchObject({ phase: 'failed', problem });
    const again = after([{ type: 'asked-again', key: 'c1', clientMessageId: 'c2' }], failed);
    expect(again.turns).toHaveLength(1);
    expect(again.turns[0]).toMatchObject({
      delivery: 'unsent',
      clientMessageId: 'c2',
      answer: { phase: 'waiting', text: '' },
    });
  });

  it('makes turns of stored messages and goes on with the one that is still coming', () => {
    const stored = conversation([
      message({ id: 'u1', role: 'user', text: 'hej' }),
      message({ id: 'a1', text: 'Hej!' }),
      message({ id: 'u2', role: 'user', text: 'berätta' }),
      message({ id: 'a2', text: 'Det var', status: 'streaming' }),
    ]);
    const state = after([{ type: 'loaded', conversation: stored }]);
    expect(state.turns.map((turn) => [turn.text, turn.answer?.phase, turn.answer?.behind])).toEqual([
      ['hej', 'done', false],
      ['berätta', 'streaming', true],
    ]);
  });

  it('waits no longer for an answer that the server has let go of', () => {
    const stored = conversation([
      message({ id: 'u1', role: 'user', text: 'berätta' }),
      message({ id: 'a1', text: 'Det var', status: 'streaming' }),
    ]);
    const state = after([{ type: 'loaded', conversation: stored, ended: 'a1' }]);
    expect(answer(state)).toMatchObject({ phase: 'interrupted', behind: false, text: 'Det var' });
  });

  it('takes what is stored, and keeps unsent words, when the stored conversation arrives', () => {
    const before = after([asked, accepted, done, { type: 'asked', clientMessageId: 'c2', text: 'pausa' }]);
    const stored = conversation([
      message({ id: 'u1', role: 'user', text: 'spela musik' }),
      message({ text: 'Spelar musik.', confidence: 0.91 }),
    ]);
    const state = after([{ type: 'loaded', conversation: stored }], before);
    expect(state.turns.map((turn) => turn.text)).toEqual(['spela musik', 'pausa']);
    expect(answer(state)?.confidence).toBe(0.91);
  });

  describe('where a turn is asked in the place of another', () => {
    const stored = conversation([
      message({ id: 'u1', role: 'user', text: 'ett' }),
      message({ id: 'a1', text: 'svar ett' }),
      message({ id: 'u2', role: 'user', text: 'två' }),
      message({ id: 'a2', text: 'svar två' }),
    ]);
    const loaded = after([{ type: 'loaded', conversation: stored }]);
    const edited: ConversationAction = {
      type: 'asked',
      clientMessageId: 'c9',
      text: 'annat',
      replaces: 'u1',
      edited: true,
    };
    const texts = (state: ConversationState) => state.turns.map((turn) => turn.text);

    it('takes away that turn and all after it, and names to the server what it replaces', () => {
      const state = after([edited], loaded);
      expect(texts(state)).toEqual(['annat']);
      expect(state.turns[0]).toMatchObject({ delivery: 'unsent', replaces: 'u1' });
    });

    it('replaces by its answer what only this page has seen', () => {
      const live = after([asked, accepted, done]);
      const again: ConversationAction = {
        type: 'asked',
        clientMessageId: 'c2',
        text: 'spela musik',
        replaces: 'c1',
      };
      expect(after([again], live).turns).toMatchObject([{ clientMessageId: 'c2', replaces: 'm1' }]);
    });

    it('is an ordinary turn from when the server has taken it', () => {
      const taken: ConversationAction = {
        type: 'accepted',
        clientMessageId: 'c9',
        conversationId: 'v1',
        messageId: 'a9',
      };
      const state = after([edited, taken], loaded);
      expect(state).toMatchObject({ replaced: null, turns: [{ delivery: 'sent', replaces: null }] });
      expect(
        texts(after([{ type: 'loaded', conversation: stored }, taken], after([edited], loaded))),
      ).toEqual(['annat']);
    });

    it('gives everything back when the server refuses, with the words as they were typed', () => {
      const state = after([edited, { type: 'refused', clientMessageId: 'c9', problem }], loaded);
      expect(texts(state)).toEqual(['ett', 'två']);
      expect(state.editing).toEqual({ key: 'u1', text: 'annat', problem });
      expect(state.replaced).toBeNull();
    });

    it('says at the turn why it could not be asked again as it was', () => {
      const again = { ...edited, text: 'ett', edited: false };
      const state = after([again, { type: 'refused', clientMessageId: 'c9', problem }], loaded);
      expect(texts(state)).toEqual(['ett', 'två']);
      expect(state).toMatchObject({ editing: null, refusal: { key: 'u1', problem } });
      expect(after([asked], state).refusal).toBeNull();
    });

    it('replaces nothing on the server where the server never took it', () => {
      const refused = after([asked, { type: 'refused', clientMessageId: 'c1', problem }], loaded);
      expect(refused.turns.at(-1)).toMatchObject({
        delivery: 'refused',
        answer: { phase: 'failed', problem },
      });
      const state = after([{ ...edited, replaces: 'c1' }], refused);
      expect(texts(state)).toEqual(['ett', 'två', 'annat']);
      expect(state.turns.at(-1)?.replaces).toBeNull();
    });
  });

  it('begins and leaves the change of a turn', () => {
    const state = after([asked, accepted, done, { type: 'edit', key: 'c1' }]);
    expect(state.editing).toEqual({ key: 'c1', text: 'spela musik', problem: null });
    expect(after([{ type: 'edit-ended' }], state).editing).toBeNull();
  });

  it('keeps what was taken back when the stored conversation arrives', () => {
    const before = after([
      asked,
      accepted,
      done,
      { type: 'undo', messageId: 'm1', index: 0, undo: { phase: 'done' } },
    ]);
    const again = conversation([
      message({ id: 'u1', role: 'user', text: 'spela musik' }),
      message({ text: 'Spelar musik.' }),
    ]);
    const state = after([{ type: 'loaded', conversation: again }], before);
    expect(answer(state)?.undos).toEqual({ 0: { phase: 'done' } });
    expect(state.turns[0]).toMatchObject({ key: 'c1', questionId: 'u1' });
  });

  it('forgets what belonged to another conversation', () => {
    const state = after([asked, accepted, { type: 'edit', key: 'c1' }, { type: 'opened', id: 'v2' }]);
    expect(state).toMatchObject({ id: 'v2', visit: 1, turns: [], editing: null, early: [] });
  });
});
