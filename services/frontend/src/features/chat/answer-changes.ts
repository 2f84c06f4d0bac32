import type { ToolCall } from '@alice/contracts';
import { isRunning, type Answer, type AnswerEvent, type ConversationState, type Turn } from './conversation';

export type ResumeEvent =
  | { type: 'resuming'; messageId: string }
  | { type: 'resumed'; messageId: string; text: string; fromSeq: number; seq: number; tools?: ToolCall[] };

/** So many events are kept for an answer that is not named yet. */
const MAX_EARLY = 200;

export function changeAnswer(
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

/** What the server says of an answer; before the answer is named, it is kept until it is. */
export function receive(state: ConversationState, event: AnswerEvent): ConversationState {
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

export function resume(state: ConversationState, event: ResumeEvent): ConversationState {
  return changeAnswer(state, event.messageId, (answer) =>
    event.type === 'resuming' ? { ...answer, behind: false } : catchUp(answer, event),
  );
}

/** Puts in what was missed, where it fits; where more has come meanwhile, what is still missing is asked for again. */
function catchUp(
  answer: Answer,
  { text, fromSeq, seq, tools = answer.tools }: ResumeEvent & { type: 'resumed' },
): Answer {
  const known = answer.lastSeq ?? 0;
  if (answer.phase === 'done' || (seq <= known && known > 0)) return answer;
  if (fromSeq !== 0 && fromSeq !== known) return { ...answer, behind: true };
  const whole = fromSeq === 0 ? text : answer.text + text;
  return { ...answer, text: whole, lastSeq: seq, tools, phase: 'streaming', behind: false };
}

/** What was under way is sent again, and of a running answer the rest is asked for. */
export function disconnect(turn: Turn): Turn {
  if (turn.delivery === 'sending') return { ...turn, delivery: 'unsent' };
  if (!turn.answer?.messageId || !isRunning(turn)) return turn;
  return { ...turn, answer: { ...turn.answer, behind: true } };
}
