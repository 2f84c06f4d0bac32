import type { Random } from './random';

/** Items in an order of chance, in batches of at most `size` with sentences of one length. */
export function equalLengthBatches<T extends { readonly words: readonly string[] }>(
  items: readonly T[],
  size: number,
  random: Random,
): T[][] {
  const open = new Map<number, T[]>();
  const batches: T[][] = [];
  for (const item of random.shuffle([...items])) {
    const { length } = item.words;
    const batch = open.get(length) ?? [];
    batch.push(item);
    if (batch.length === size) {
      batches.push(batch);
      open.delete(length);
    } else open.set(length, batch);
  }
  const rest = [...open].sort(([a], [b]) => a - b).map(([, batch]) => batch);
  return random.shuffle([...batches, ...rest]);
}

const WARM_UP = 0.08;
const LEVEL_UNTIL = 0.3;

/** The share of the learning rate at a point of the training, from 0 to 1: rising, level, then falling to nothing. */
export function paceAt(progress: number): number {
  if (progress < WARM_UP) return progress / WARM_UP;
  return progress < LEVEL_UNTIL ? 1 : Math.max(0, (1 - progress) / (1 - LEVEL_UNTIL));
}
