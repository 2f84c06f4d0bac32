import type { Knex } from 'knex';
import type { TurnBoard } from './turn-board';
import type { SeenBoard, TurnBoardStore } from './turn-board-store';

/** The board in one row, which is replaced only by who has seen it as it is: no lock is held while anybody thinks. */
export class KnexTurnBoardStore implements TurnBoardStore {
  constructor(private readonly db: Knex) {}

  async read(): Promise<SeenBoard> {
    const row = await this.db('turn_queue')
      .where({ id: 1 })
      .first<{ version: string; board: string; alive: string | null }>(
        'version',
        'board',
        this.db.raw(`(SELECT string_agg(id, ' ') FROM backend_instances) AS alive`),
      );
    const board = JSON.parse(row.board) as TurnBoard;
    const alive = new Set(row.alive?.split(' '));
    const { quiet } = board;
    return {
      version: String(row.version),
      board: {
        ...board,
        tickets: board.tickets.filter(({ instanceId }) => alive.has(instanceId)),
        quiet: quiet !== undefined && alive.has(quiet) ? quiet : undefined,
      },
    };
  }

  async replace(version: string, board: TurnBoard): Promise<SeenBoard | undefined> {
    const rows = await this.db('turn_queue')
      .where({ id: 1, version })
      .update({ board: JSON.stringify(board), version: this.db.raw('version + 1') }, ['version']);
    const row = rows[0] as { version: string } | undefined;
    return row && { board, version: String(row.version) };
  }
}
