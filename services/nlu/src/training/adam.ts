import type { Block, Kernels } from '../model/kernels';

/** Weights that are learnt: their values, the loss's slopes, and Adam's running means of the slopes and of their squares. */
export interface AdamWeight {
  readonly size: number;
  readonly value: Block;
  readonly slope: Block;
  readonly mean: Block;
  readonly square: Block;
}

/** Room for `size` weights, all zero. */
export function adamWeight(kernels: Kernels, size: number): AdamWeight {
  const block = () => kernels.floats(size);
  return { size, value: block(), slope: block(), mean: block(), square: block() };
}

const MEAN_KEPT = 0.9;
const SQUARE_KEPT = 0.999;

/** How a step is taken. */
export interface AdamStep {
  readonly rate: number;
  readonly decay: number;
  /** Slopes count times this. */
  readonly scale: number;
}

/** Steps down the slopes by Adam (Kingma & Ba 2015); of a table only the rows that a batch has used. */
export class Adam {
  private step = 0;
  private readonly touched: Int32Array;

  constructor(
    private readonly kernels: Kernels,
    private readonly table: AdamWeight,
    private readonly width: number,
  ) {
    this.touched = new Int32Array(table.size / width);
  }

  /** Steps begun. */
  get steps(): number {
    return this.step;
  }

  /**
   * Begins a step: adds each slope (rows of the table's width, from `slopes` on) to the rows of the table that it came from, times
   * what `shareOf` says of their number. Answers the rows used, each once.
   */
  begin(rowsOf: readonly Block<Int32Array>[], slopes: number, shareOf: (count: number) => number): number[] {
    const { table, width, touched } = this;
    const rows: number[] = [];
    this.step += 1;
    rowsOf.forEach(({ at, view }, index) => {
      if (view.length === 0) return;
      const share = shareOf(view.length);
      this.kernels.run.scatter(table.slope.at, slopes + index * width * 4, at, view.length, width, share);
      for (const row of view) {
        if (touched[row] === this.step) continue;
        touched[row] = this.step;
        rows.push(row);
      }
    });
    return rows;
  }

  /** Moves weights. */
  move(weights: Iterable<AdamWeight>, step: AdamStep): void {
    for (const weight of weights) this.run(weight, 0, weight.size, step);
  }

  /** Moves rows of the table. */
  moveRows(rows: readonly number[], step: AdamStep): void {
    for (const row of rows) this.run(this.table, row * this.width * 4, this.width, step);
  }

  private run({ value, slope, mean, square }: AdamWeight, from: number, size: number, step: AdamStep): void {
    this.kernels.run.adam(
      value.at + from,
      slope.at + from,
      mean.at + from,
      square.at + from,
      size,
      step.rate,
      step.decay,
      step.scale,
      1 / (1 - MEAN_KEPT ** this.step),
      1 / (1 - SQUARE_KEPT ** this.step),
    );
  }
}
