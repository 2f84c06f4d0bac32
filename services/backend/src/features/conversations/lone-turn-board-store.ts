import { EMPTY_BOARD, type TurnBoard } from './turn-board';
import type { SeenBoard, TurnBoardStore } from './turn-board-store';

/** The board of a backend that is alone. */
export class LoneTurnBoardStore implements TurnBoardStore {
  private seen: SeenBoard = { board: EMPTY_BOARD, version: '0' };

  read(): Promise<SeenBoard> {
    return Promise.resolve(this.seen);
  }

  replace(version: string, board: TurnBoard): Promise<SeenBoard | undefined> {
    if (version !== this.seen.version) return Promise.resolve(undefined);
    this.seen = { board, version: String(Number(version) + 1) };
    return Promise.resolve(this.seen);
  }
}
