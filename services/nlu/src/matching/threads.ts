import type { State } from './automaton';
import { joinReach, type FrameReach } from './frame';

/** What a template says about the sentences that fit it. */
export interface Template {
  readonly intent: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly confidence: number | undefined;
  readonly direct: boolean;
  readonly about: string | undefined;
  readonly question: boolean;
  /** File and line, as answered in `matched`. */
  readonly source: string;
}

/** The slots filled so far, the last first. */
export interface Filled {
  readonly slot: string;
  readonly value: string | number;
  /** The position behind its words. */
  readonly end: number;
  readonly before: Filled | null;
}

/** One way to have read the sentence so far; per state and position only the best is kept, so time stays linear. */
export interface Thread {
  readonly state: State<Template>;
  /** Words that the template itself names, or the frame around it. */
  readonly explained: number;
  /** Words of a frame in front of it that holds a remark. */
  readonly remarked: number;
  readonly unaccented: number;
  readonly corrected: number;
  /** A verb was read that stands as in a report. */
  readonly report: boolean;
  readonly filled: Filled | null;
  /** The open slot that is being filled, and its first word. */
  readonly open: { readonly slot: string; readonly start: number } | null;
  readonly reach: FrameReach;
}

/** A way in which the whole sentence fits a template. */
export interface Fit {
  readonly thread: Thread;
  readonly template: Template;
  readonly explained: number;
  readonly remark: boolean;
}

/** The threads at every position. */
export type Boards = (Thread[] | undefined)[];

/**
 * Keeps the better of two threads in the same state: more words explained, then fewer put right, then a later name ("X av Y av Z"
 * splits last). Of equals one is kept, with the frames of both.
 */
export function put(boards: Boards, at: number, thread: Thread): void {
  const board = (boards[at] ??= []);
  for (let index = 0; index < board.length; index += 1) {
    const known = board[index];
    if (known?.state !== thread.state) continue;
    const better = isBetter(thread, known);
    if (better > 0) board[index] = thread;
    else if (better === 0) board[index] = { ...known, reach: joinReach(known.reach, thread.reach) };
    return;
  }
  board.push(thread);
}

/** More than zero where the first is better, zero where both are as good. */
function isBetter(thread: Thread, known: Thread): number {
  if (thread.explained !== known.explained) return thread.explained - known.explained;
  if (thread.corrected !== known.corrected) return known.corrected - thread.corrected;
  if (thread.report !== known.report) return thread.report ? -1 : 1;
  return (thread.open?.start ?? 0) - (known.open?.start ?? 0);
}

/** Which of two ways to fit the same template counts. */
export function isBetterFit(fit: Fit, known: Fit): boolean {
  if (fit.explained !== known.explained) return fit.explained > known.explained;
  if (fit.thread.corrected !== known.thread.corrected) return fit.thread.corrected < known.thread.corrected;
  return !fit.remark && known.remark;
}
