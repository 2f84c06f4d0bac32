import type { TurnBoard } from './turn-board';

export interface SeenBoard {
  board: TurnBoard;
  /** Names this state of it. */
  version: string;
}

/** Keeps the one board of all backends. */
export interface TurnBoardStore {
  /** The board, without what belongs to a backend that is gone. */
  read(): Promise<SeenBoard>;
  /** Puts a board in the place of the one that was seen; undefined where another was first. */
  replace(version: string, board: TurnBoard): Promise<SeenBoard | undefined>;
}
