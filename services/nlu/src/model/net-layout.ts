import type { Block } from './kernels';

/** How large a net is; every length but those of intents and tags is a multiple of four. */
export interface NetShape {
  /** Rows of the table of word pieces. */
  readonly rows: number;
  /** Length of a word's vector. */
  readonly width: number;
  /** Units of the recurrent layer, each way. */
  readonly hidden: number;
  readonly intentHidden: number;
  readonly slotHidden: number;
  readonly intents: number;
  readonly tags: number;
}

/** A net's weights by name, beside its table of word pieces. */
export type NetWeights = ReadonlyMap<string, Block>;

/** Heads of attention, in rows of `HEAD_COLUMNS`. */
export const HEADS = 2;
export const HEAD_COLUMNS = 4;

/** Rows are filled up so that the kernels take four at a time. */
export function padded(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** Length of what sums up a sentence: the states seen by each head, the largest of each state, the mean of the words. */
export function pooledSize({ hidden, width }: NetShape): number {
  return (HEADS + 1) * 2 * hidden + width;
}

/** The weights of a net, rows and columns of each, in the order in which they are stored. */
export function netLayout(
  shape: NetShape,
): readonly (readonly [name: string, rows: number, columns: number])[] {
  const { width, hidden, intentHidden, slotHidden } = shape;
  const intents = padded(shape.intents);
  const tags = padded(shape.tags);
  const way = (name: string) =>
    [
      [`${name}.input`, width, 3 * hidden],
      [`${name}.inputBias`, 1, 3 * hidden],
      [`${name}.state`, hidden, 3 * hidden],
      [`${name}.stateBias`, 1, 3 * hidden],
    ] as const;
  return [
    ...way('forth'),
    ...way('back'),
    ['attention', 2 * hidden, HEAD_COLUMNS],
    ['intentHidden', pooledSize(shape), intentHidden],
    ['intentHiddenBias', 1, intentHidden],
    ['intentOut', intentHidden, intents],
    ['intentOutBias', 1, intents],
    ['slotState', 2 * hidden, slotHidden],
    ['slotInput', width, slotHidden],
    ['slotHiddenBias', 1, slotHidden],
    ['slotIntent', intents, slotHidden],
    ['slotOut', slotHidden, tags],
    ['slotOutBias', 1, tags],
  ];
}
