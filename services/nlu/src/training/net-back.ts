import type { Block, Kernels } from '../model/kernels';
import type { Batch, Pooled, States } from '../model/net-forward';
import { HEADS, HEAD_COLUMNS, pooledSize, type NetShape } from '../model/net-layout';
import type { AdamWeight } from './adam';

/** The way back through a net (backpropagation): adds up the slopes of the loss. */
export class NetBack {
  constructor(
    private readonly kernels: Kernels,
    private readonly shape: NetShape,
    private readonly weights: ReadonlyMap<string, AdamWeight>,
  ) {}

  /** The slope of a layer `out = in · weights + bias`: of its weights, its bias and, where `inSlope` is given, of what went in. */
  layer(
    names: readonly [weights: string, bias?: string],
    outSlope: number,
    columns: number,
    input: number,
    inputLd: number,
    rows: number,
    count: number,
    inSlope?: readonly [at: number, ld: number],
  ): void {
    const { run } = this.kernels;
    const weight = this.weight(names[0]);
    run.multiply(weight.slope.at, columns, input, 1, inputLd, outSlope, columns, rows, columns, count, true);
    if (names[1] !== undefined)
      run.sumRows(this.weight(names[1]).slope.at, outSlope, columns, count, columns);
    if (inSlope) {
      const transposed = this.kernels.floats(rows * columns);
      run.transpose(transposed.at, weight.value.at, rows, columns);
      run.multiply(
        inSlope[0],
        inSlope[1],
        outSlope,
        columns,
        1,
        transposed.at,
        rows,
        count,
        rows,
        columns,
        true,
      );
    }
  }

  /** From the slope of what sums up the sentences to those of states and word vectors. */
  pool(
    pooledSlope: Block,
    { attention, largest }: Pooled,
    seen: Block,
    { steps, sentences }: Batch,
    seenSlope: Block,
    inputSlope: Block,
  ): void {
    const { kernels, shape } = this;
    const { width } = shape;
    const ld = 2 * shape.hidden;
    const size = pooledSize(shape);
    const scoreSlope = kernels.floats(steps * sentences * HEAD_COLUMNS);
    const a = attention.view;
    const d = pooledSlope.view;
    const s = seen.view;
    const ds = seenSlope.view;
    for (let b = 0; b < sentences; b += 1) {
      for (let head = 0; head < HEADS; head += 1) {
        const from = b * size + head * ld;
        let mean = 0;
        for (let t = 0; t < steps; t += 1) {
          const row = t * sentences + b;
          const share = a[row * HEAD_COLUMNS + head] as number;
          let dot = 0;
          for (let j = 0; j < ld; j += 1) {
            const slope = d[from + j] as number;
            dot += slope * (s[row * ld + j] as number);
            ds[row * ld + j] = (ds[row * ld + j] as number) + share * slope;
          }
          scoreSlope.view[row * HEAD_COLUMNS + head] = dot;
          mean += share * dot;
        }
        for (let t = 0; t < steps; t += 1) {
          const at = (t * sentences + b) * HEAD_COLUMNS + head;
          scoreSlope.view[at] = (a[at] as number) * ((scoreSlope.view[at] as number) - mean);
        }
      }
      const most = b * size + HEADS * ld;
      for (let j = 0; j < ld; j += 1) {
        const at = ((largest[b * ld + j] as number) * sentences + b) * ld + j;
        ds[at] = (ds[at] as number) + (d[most + j] as number);
      }
      for (let t = 0; t < steps; t += 1) {
        const to = (t * sentences + b) * width;
        for (let j = 0; j < width; j += 1) {
          inputSlope.view[to + j] =
            (inputSlope.view[to + j] as number) + (d[most + ld + j] as number) / steps;
        }
      }
    }
    this.layer(['attention'], scoreSlope.at, HEAD_COLUMNS, seen.at, ld, ld, steps * sentences, [
      seenSlope.at,
      ld,
    ]);
  }

  /** From the slope of the states, step by step against the way they came, to that of the word vectors. */
  states(states: States, { steps, sentences }: Batch, stateSlope: Block, inputSlope: Block): void {
    const { kernels, shape } = this;
    const { run } = kernels;
    const { hidden, width } = shape;
    const three = 3 * hidden;
    const ld = 2 * hidden;
    const count = steps * sentences;
    const nothing = kernels.floats(sentences * ld);
    for (const way of [0, 1] as const) {
      const name = way === 0 ? 'forth' : 'back';
      const stateWeight = this.weight(`${name}.state`);
      const transposed = kernels.floats(hidden * three);
      run.transpose(transposed.at, stateWeight.value.at, hidden, three);
      const slope = kernels.floats(sentences * hidden);
      const stateOf = (step: number): number => states.states.at + 4 * (step * sentences * ld + way * hidden);
      const rowsOf = (step: number): number => 4 * step * sentences * three;
      for (let turn = steps - 1; turn >= 0; turn -= 1) {
        const step = way === 0 ? turn : steps - 1 - turn;
        const before = turn === 0 ? nothing.at : stateOf(way === 0 ? step - 1 : step + 1);
        run.addRows(
          slope.at,
          hidden,
          stateSlope.at + 4 * (step * sentences * ld + way * hidden),
          ld,
          sentences,
          hidden,
        );
        const u = states.recurrent[way].at + rowsOf(step);
        run.gruStepBack(slope.at, before, ld, states.gates[way].at + rowsOf(step), u, sentences, hidden);
        run.multiply(slope.at, hidden, u, three, 1, transposed.at, hidden, sentences, hidden, three, true);
      }
      // What came before each state stands one time step away; the first has nothing before it.
      if (steps > 1) {
        const firstState = stateOf(way === 0 ? 0 : 1);
        const firstSlope = states.recurrent[way].at + rowsOf(way === 0 ? 1 : 0);
        const pairs = (steps - 1) * sentences;
        run.multiply(
          stateWeight.slope.at,
          three,
          firstState,
          1,
          ld,
          firstSlope,
          three,
          hidden,
          three,
          pairs,
          true,
        );
      }
      run.sumRows(this.weight(`${name}.stateBias`).slope.at, states.recurrent[way].at, three, count, three);
      this.layer(
        [`${name}.input`, `${name}.inputBias`],
        states.gates[way].at,
        three,
        states.inputs.at,
        width,
        width,
        count,
        [inputSlope.at, width],
      );
    }
  }

  private weight(name: string): AdamWeight {
    const weight = this.weights.get(name);
    if (!weight) throw new RangeError(`the net has no weight "${name}"`);
    return weight;
  }
}
