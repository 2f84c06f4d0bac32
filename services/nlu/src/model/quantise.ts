/** Whole numbers from −127 to 127 and what one of them stands for: a scale for each row, or one for all. */
export interface Quantised {
  readonly steps: Int8Array;
  readonly scales: Float32Array;
}

const MOST = 127;

/** Rounds `rows` of equal length to eight bits each. */
export function quantise(values: Float32Array, rows: number): Quantised {
  const length = values.length / rows;
  const steps = new Int8Array(values.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const some = values.subarray(row * length, (row + 1) * length);
    const largest = some.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scales[row] = largest / MOST;
    // The scale as it is stored, so that reading back uses the same.
    const scale = scales[row] ?? 0;
    if (scale > 0)
      steps.set(
        Int8Array.from(some, (value) => Math.round(value / scale)),
        row * length,
      );
  }
  return { steps, scales };
}

/** The numbers that were rounded. */
export function restore({ steps, scales }: Quantised): Float32Array {
  const length = steps.length / scales.length;
  const values = new Float32Array(steps.length);
  for (let row = 0; row < scales.length; row += 1) {
    const scale = scales[row] as number;
    for (let at = row * length; at < (row + 1) * length; at += 1) values[at] = (steps[at] as number) * scale;
  }
  return values;
}

const MOST_OF_FOUR_BITS = 7;
/** Where numbers are cut off, in standard deviations, to be tried. */
const CUTS = [2, 2.25, 2.5, 2.75, 3, 3.5] as const;

/** Rounds to whole numbers from −7 to 7 with one scale, and cuts off the largest, so that the squared error is least. */
export function quantiseToFourBits(values: Float32Array): Quantised {
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  let best = { error: Infinity, scale: 1 };
  for (const cut of CUTS) {
    const scale = (cut * deviation) / MOST_OF_FOUR_BITS;
    const error = values.reduce((sum, value) => sum + (value - stepOf(value, scale) * scale) ** 2, 0);
    if (error < best.error) best = { error, scale };
  }
  const scales = Float32Array.of(best.scale);
  const scale = scales[0] ?? 1;
  return { steps: Int8Array.from(values, (value) => stepOf(value, scale)), scales };
}

function stepOf(value: number, scale: number): number {
  return Math.max(-MOST_OF_FOUR_BITS, Math.min(MOST_OF_FOUR_BITS, Math.round(value / scale)));
}
