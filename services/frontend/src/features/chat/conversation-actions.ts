import type { Turn } from './conversation';
import type { useUndo } from './use-undo';

/** What a person can do in a conversation; the same functions for as long as it is shown. */
export interface ConversationActions {
  ask: (text: string) => void;
  /** Tries an answer that failed once more. */
  askAgain: (turn: Turn) => void;
  /** Asks the same words for another answer; what came after them is left out. */
  regenerate: (turn: Turn) => void;
  edit: (key: string) => void;
  endEdit: () => void;
  /** Asks other words in the place of a turn. */
  sendEdit: (key: string, text: string) => void;
  undo: ReturnType<typeof useUndo>;
}
