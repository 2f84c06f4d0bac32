import type { ModelSlot } from '../model/model-reading';

/** The slots that a sentence has, and those that were found in it. */
export interface SlotComparison {
  readonly wanted: readonly ModelSlot[];
  readonly found: readonly ModelSlot[];
}

/** How many of the slots found are wanted: type, first and last word the same. Each wanted slot counts once. */
export function countRightSlots({ wanted, found }: SlotComparison): number {
  const left = wanted.map(keyOf);
  let right = 0;
  for (const slot of found) {
    const at = left.indexOf(keyOf(slot));
    if (at === -1) continue;
    left.splice(at, 1);
    right += 1;
  }
  return right;
}

/**
 * Slot F1, 0 to 1, over exact spans of all sentences together (micro): twice the right ones by all wanted and found. 1 where
 * there was nothing to find and nothing was found.
 */
export function slotF1(comparisons: readonly SlotComparison[]): number {
  let right = 0;
  let all = 0;
  for (const comparison of comparisons) {
    right += countRightSlots(comparison);
    all += comparison.wanted.length + comparison.found.length;
  }
  return all === 0 ? 1 : (2 * right) / all;
}

function keyOf({ type, start, end }: ModelSlot): string {
  return `${type} ${String(start)} ${String(end)}`;
}
