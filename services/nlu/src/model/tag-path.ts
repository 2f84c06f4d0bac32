import type { ModelSlot } from './model-reading';

/**
 * The likeliest legal tagging, by Viterbi's algorithm: "I-x" only after "B-x" or "I-x".
 * @param logs logarithms of each word's tag probabilities, in rows of `tags.length`
 */
export function likeliestTags(logs: Float64Array, tags: readonly string[]): number[] {
  const count = tags.length;
  const steps = logs.length / count;
  const from = new Int32Array(logs.length);
  let scores = Float64Array.from(tags, (tag, j) => (tag.startsWith('I-') ? -Infinity : (logs[j] as number)));
  for (let t = 1; t < steps; t += 1) {
    let best = 0;
    for (let j = 1; j < count; j += 1) if ((scores[j] as number) > (scores[best] as number)) best = j;
    const next = new Float64Array(count);
    for (let j = 0; j < count; j += 1) {
      let source = best;
      // Tags stand in pairs: "B-x" at odd indexes, "I-x" right after it.
      if (j > 0 && j % 2 === 0) source = (scores[j - 1] as number) >= (scores[j] as number) ? j - 1 : j;
      from[t * count + j] = source;
      next[j] = (scores[source] as number) + (logs[t * count + j] as number);
    }
    scores = next;
  }
  let last = 0;
  for (let j = 1; j < count; j += 1) if ((scores[j] as number) > (scores[last] as number)) last = j;
  const path = new Array<number>(steps);
  for (let t = steps - 1; t >= 0; t -= 1) {
    path[t] = last;
    last = from[t * count + last] as number;
  }
  return path;
}

/** The slots that a tagging names. */
export function slotsOnPath(path: readonly number[], tags: readonly string[]): ModelSlot[] {
  const slots: { type: string; start: number; end: number }[] = [];
  path.forEach((tag, index) => {
    if (tag === 0) return;
    const name = tags[tag] ?? '';
    const last = slots.at(-1);
    if (name.startsWith('I-') && last?.end === index) last.end = index + 1;
    else slots.push({ type: name.slice(2), start: index, end: index + 1 });
  });
  return slots;
}
