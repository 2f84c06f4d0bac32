import type { Conversation, Problem, ToolCall } from '@alice/contracts';
import {
  EMPTY_CONVERSATION,
  isRunning,
  turnsOf,
  WAITING_ANSWER,
  type Answer,
  type AnswerEvent,
  type ConversationState,
  type Turn,
} from './conversation';

export type ConversationAction =
  | AnswerEvent
  | { type: 'asked'; clientMessageId: string; text: string }
  | { type: 'asked-again'; key: string; clientMessageId: string }
  | { type: 'sending'; clientMessageId: string }
  | { type: 'accepted'; clientMessageId: string; conversationId: string; messageId: string; behind?: boolean }
  | { type: 'refused'; clientMessageId: string; problem: Problem }
  | { type: 'not-delivered'; clientMessageId: string }
  | { type: 'resuming'; messageId: string }
  | { type: 'resumed'; messageId: string; text: string; fromSeq: number; seq: number; tools?: ToolCall[] }
  | { type: 'disconnected' }
  /** `ended` is an answer that the server no longer works on, whatever is stored of it. */
  | { type: 'loaded'; conversation: Conversation; ended?: string }
  | { type: 'cleared' };

const MAX_EARLY = 200;

/** The whole life of a conversation on the page; knows no socket and no clock. */
export function conversationReducer(state: ConversationState, action: ConversationAction): ConversationState {
  switch (action.type) {
    case 'asked': {
      const turn: Turn = {
        key: action.clientMessageId,
        clientMessageId: action.clientMessageId,
        text: action.text,
        delivery: 'unsent',
        answer: WAITING_ANSWER,
      };
      return { ...state, turns: [...state.turns, turn] };
    }
    case 'asked-again':
      return changeTurn(state, (turn) => turn.key === action.key, {
        clientMessageId: action.clientMessageId,
        delivery: 'unsent',
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
      return changeTurn(state, withClientId(action.clientMessageId), {
        delivery: 'sent',
        answer: { ...WAITING_ANSWER, phase: 'failed', problem: action.problem },
      });
    case 'accepted':
      return accept(state, action);
    case 'loaded':
      return load(state, action);
    case 'cleared':
      return EMPTY_CONVERSATION;
    case 'disconnected':
      return { ...state, turns: state.turns.map(disconnect) };
    case 'resuming':
      return changeAnswer(state, action.messageId, (answer) => ({ ...answer, behind: false }));
    case 'resumed':
      return changeAnswer(state, action.messageId, (answer) => catchUp(answer, action));
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

function changeAnswer(
  state: ConversationState,
  messageId: string,
  change: (answer: Answer) => Answer,
): ConversationState {
  return {
    ...state,
    turns: state.turns.map((turn) =>
      turn.answer?.messageId === messageId ? { ...turn, answer: change(turn.answer) } : turn,
    ),
  };
}

function accept(
  state: ConversationState,
  action: ConversationAction & { type: 'accepted' },
): ConversationState {
  const { clientMessageId, conversationId, messageId, behind = false } = action;
  const turn = state.turns.find(withClientId(clientMessageId));
  if (!turn?.answer) return state;
  const answer = { ...turn.answer, messageId, behind: turn.answer.behind || (behind && isRunning(turn)) };
  const known = changeTurn({ ...state, id: conversationId }, withClientId(clientMessageId), {
    delivery: 'sent',
    answer,
  });
  const [ours, others] = [true, false].map((own) =>
    state.early.filter((event) => (event.messageId === messageId) === own),
  );
  return (ours ?? []).reduce(receive, { ...known, early: others ?? [] });
}

function receive(state: ConversationState, event: AnswerEvent): ConversationState {
  if (!state.turns.some((turn) => turn.answer?.messageId === event.messageId)) {
    return { ...state, early: [...state.early, event].slice(-MAX_EARLY) };
  }
  return changeAnswer(state, event.messageId, (answer) => hear(answer, event));
}

function hear(answer: Answer, event: AnswerEvent): Answer {
  switch (event.type) {
    case 'delta': {
      if (answer.phase === 'done' || (answer.lastSeq !== null && event.seq <= answer.lastSeq)) return answer;
      // The first delta may be numbered 0 or 1; any other jump means that we missed something.
      const next = answer.lastSeq === null ? event.seq <= 1 : event.seq === answer.lastSeq + 1;
      if (!next) return { ...answer, phase: 'streaming', behind: true };
      return { ...answer, phase: 'streaming', text: answer.text + event.text, lastSeq: event.seq };
    }
    case 'retracted':
      return { ...answer, text: '', lastSeq: event.seq };
    case 'queued':
      return { ...answer, place: event.position };
    case 'tool':
      return answer.phase === 'done' ? answer : { ...answer, tools: [...answer.tools, event.tool] };
    case 'done':
      return {
        ...answer,
        phase: 'done',
        text: event.response.reply.text,
        source: event.response.reply.source,
        tools: event.response.meta.tools,
        confidence: event.response.intent.confidence,
        problem: null,
        behind: false,
      };
    case 'failed':
      return { ...answer, phase: 'failed', problem: event.problem, behind: false };
  }
}

/** Puts in what was missed, where it fits; where more has come meanwhile, what is still missing is asked for again. */
function catchUp(
  answer: Answer,
  { text, fromSeq, seq, tools = answer.tools }: ConversationAction & { type: 'resumed' },
): Answer {
  const known = answer.lastSeq ?? 0;
  if (answer.phase === 'done' || (seq <= known && known > 0)) return answer;
  if (fromSeq !== 0 && fromSeq !== known) return { ...answer, behind: true };
  const whole = fromSeq === 0 ? text : answer.text + text;
  return { ...answer, text: whole, lastSeq: seq, tools, phase: 'streaming', behind: false };
}

function disconnect(turn: Turn): Turn {
  if (turn.delivery === 'sending') return { ...turn, delivery: 'unsent' };
  if (!turn.answer?.messageId || !isRunning(turn)) return turn;
  return { ...turn, answer: { ...turn.answer, behind: true } };
}

/** What is stored wins, but what it cannot know is kept: unsent words, and why an answer failed. */
function load(
  state: ConversationState,
  { conversation, ended }: ConversationAction & { type: 'loaded' },
): ConversationState {
  const same = state.id === null || state.id === conversation.id;
  const before = same ? state.turns : [];
  const stored = turnsOf(conversation).map((turn): Turn =>
    turn.answer && isRunning(turn) && turn.answer.messageId === ended
      ? { ...turn, answer: { ...turn.answer, phase: 'interrupted', behind: false } }
      : turn,
  );
  const turns = stored.map((turn): Turn => {
    const mine = before.find(
      (other) => other.answer?.messageId && other.answer.messageId === turn.answer?.messageId,
    );
    if (!mine?.answer || !turn.answer) return turn;
    const { problem } = mine.answer;
    return {
      ...turn,
      key: mine.key,
      clientMessageId: mine.clientMessageId,
      answer: { ...turn.answer, problem },
    };
  });
  const unsent = before.filter((turn) => turn.delivery !== 'sent');
  return { id: conversation.id, turns: [...turns, ...unsent], early: [] };
}
