import type { Conversation, Problem } from '@alice/contracts';
import { changeAnswer, disconnect, receive, resume, type ResumeEvent } from './answer-changes';
import {
  EMPTY_CONVERSATION,
  isRunning,
  turnsOf,
  WAITING_ANSWER,
  type AnswerEvent,
  type ConversationState,
  type Turn,
  type UndoState,
} from './conversation';

export type ConversationAction =
  | AnswerEvent
  | ResumeEvent
  /** `replaces` is the key of the turn in whose place it is asked; what came after that one is gone with it. */
  | { type: 'asked'; clientMessageId: string; text: string; replaces?: string; edited?: boolean }
  | { type: 'asked-again'; key: string; clientMessageId: string }
  | { type: 'sending'; clientMessageId: string }
  | { type: 'accepted'; clientMessageId: string; conversationId: string; messageId: string; behind?: boolean }
  | { type: 'refused'; clientMessageId: string; problem: Problem }
  | { type: 'not-delivered'; clientMessageId: string }
  | { type: 'edit'; key: string }
  | { type: 'edit-ended' }
  | { type: 'undo'; messageId: string; index: number; undo: UndoState }
  | { type: 'disconnected' }
  /** `ended` is an answer that the server no longer works on, whatever is stored of it. */
  | { type: 'loaded'; conversation: Conversation; ended?: string }
  | { type: 'opened'; id: string | null };

/** The whole life of a conversation on the page; knows no socket and no clock. */
export function conversationReducer(state: ConversationState, action: ConversationAction): ConversationState {
  switch (action.type) {
    case 'asked':
      return ask(state, action);
    case 'asked-again':
      return changeTurn(state, (turn) => turn.key === action.key, {
        clientMessageId: action.clientMessageId,
        delivery: 'unsent',
        replaces: null,
        answer: WAITING_ANSWER,
      });
    case 'sending':
      return changeTurn(state, withClientId(action.clientMessageId), { delivery: 'sending' });
    case 'not-delivered':
      return changeTurn(
        state,
        (turn) => turn.clientMessageId === action.clientMessageId && turn.delivery === 'sending',
        { delivery: 'unsent' },
      );
    case 'refused':
      return refuse(state, action);
    case 'accepted':
      return accept(state, action);
    case 'edit': {
      const turn = state.turns.find(({ key }) => key === action.key);
      if (turn === undefined || turn.text === null) return state;
      return { ...state, editing: { key: turn.key, text: turn.text, problem: null } };
    }
    case 'edit-ended':
      return { ...state, editing: null };
    case 'undo':
      return changeAnswer(state, action.messageId, (answer) => ({
        ...answer,
        undos: { ...answer.undos, [action.index]: action.undo },
      }));
    case 'loaded':
      return load(state, action);
    case 'opened':
      return { ...EMPTY_CONVERSATION, id: action.id, visit: state.visit + 1 };
    case 'disconnected':
      return { ...state, turns: state.turns.map(disconnect) };
    case 'resuming':
    case 'resumed':
      return resume(state, action);
    case 'delta':
    case 'queued':
    case 'retracted':
    case 'tool':
    case 'done':
    case 'failed':
      return receive(state, action);
  }
}

const withClientId = (id: string) => (turn: Turn) => turn.clientMessageId === id;

function changeTurn(
  state: ConversationState,
  which: (turn: Turn) => boolean,
  change: Partial<Turn>,
): ConversationState {
  return { ...state, turns: state.turns.map((turn) => (which(turn) ? { ...turn, ...change } : turn)) };
}

function ask(state: ConversationState, action: ConversationAction & { type: 'asked' }): ConversationState {
  const { clientMessageId, text, replaces, edited = false } = action;
  const from = replaces === undefined ? -1 : state.turns.findIndex(({ key }) => key === replaces);
  const old = from === -1 ? undefined : state.turns[from];
  const turn: Turn = {
    key: clientMessageId,
    clientMessageId,
    questionId: null,
    text,
    delivery: 'unsent',
    // What the server refused it does not know: nothing of its own has to make room.
    replaces: old?.questionId ?? old?.answer?.messageId ?? null,
    answer: WAITING_ANSWER,
  };
  return {
    ...state,
    turns: [...(old ? state.turns.slice(0, from) : state.turns), turn],
    replaced: old ? { by: clientMessageId, turns: state.turns.slice(from), edited } : state.replaced,
    editing: old ? null : state.editing,
    refusal: null,
  };
}

/** What was to be replaced comes back, and words that were changed stay as they were typed. */
function refuse(
  state: ConversationState,
  action: ConversationAction & { type: 'refused' },
): ConversationState {
  const { clientMessageId, problem } = action;
  const { replaced } = state;
  const first = replaced?.by === clientMessageId ? replaced.turns[0] : undefined;
  if (!replaced || !first) {
    return changeTurn(state, withClientId(clientMessageId), {
      delivery: 'refused',
      answer: { ...WAITING_ANSWER, phase: 'failed', problem },
    });
  }
  const at = state.turns.findIndex(withClientId(clientMessageId));
  if (at === -1) return { ...state, replaced: null };
  const text = state.turns[at]?.text ?? '';
  return {
    ...state,
    turns: [...state.turns.slice(0, at), ...replaced.turns, ...state.turns.slice(at + 1)],
    replaced: null,
    editing: replaced.edited ? { key: first.key, text, problem } : state.editing,
    refusal: replaced.edited ? null : { key: first.key, problem },
  };
}

function accept(
  state: ConversationState,
  action: ConversationAction & { type: 'accepted' },
): ConversationState {
  const { clientMessageId, conversationId, messageId, behind = false } = action;
  const turn = state.turns.find(withClientId(clientMessageId));
  if (!turn?.answer) return state;
  // The event and the ack say the same.
  if (turn.delivery === 'sent' && turn.answer.messageId === messageId && !behind) return state;
  const answer = { ...turn.answer, messageId, behind: turn.answer.behind || (behind && isRunning(turn)) };
  const known = changeTurn(
    withoutReplaced({ ...state, id: conversationId }, clientMessageId),
    withClientId(clientMessageId),
    {
      delivery: 'sent',
      replaces: null,
      answer,
    },
  );
  const [ours, others] = [true, false].map((own) =>
    state.early.filter((event) => (event.messageId === messageId) === own),
  );
  return (ours ?? []).reduce(receive, { ...known, early: others ?? [] });
}

/** The server has taken the new message: what it replaces is gone, also where it was read there once more meanwhile. */
function withoutReplaced(state: ConversationState, clientMessageId: string): ConversationState {
  const { replaced } = state;
  if (replaced?.by !== clientMessageId) return state;
  const gone = new Set(replaced.turns.map(({ answer }) => answer?.messageId));
  const turns = state.turns.filter(({ answer }) => !answer?.messageId || !gone.has(answer.messageId));
  return { ...state, turns, replaced: null };
}

/** What is stored wins, but what it cannot know is kept: unsent words, why an answer failed, what was taken back. */
function load(
  state: ConversationState,
  { conversation, ended }: ConversationAction & { type: 'loaded' },
): ConversationState {
  const same = state.id === null || state.id === conversation.id;
  const before = same ? state.turns : [];
  const mine = new Map(before.map((turn) => [turn.answer?.messageId, turn]));
  const stored = turnsOf(conversation).map((turn): Turn => {
    const { answer } = turn;
    if (!answer) return turn;
    const over = answer.messageId === ended && isRunning(turn);
    const now = over ? { ...answer, phase: 'interrupted' as const, behind: false } : answer;
    const known = mine.get(answer.messageId);
    if (!known?.answer) return { ...turn, answer: now };
    const { problem, undos } = known.answer;
    const { key, clientMessageId } = known;
    return { ...turn, key, clientMessageId, answer: { ...now, problem, undos } };
  });
  const unsent = before.filter((turn) => turn.delivery !== 'sent');
  return { ...state, id: conversation.id, turns: [...stored, ...unsent], early: [] };
}
