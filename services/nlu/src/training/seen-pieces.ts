import type { Block, Kernels } from '../model/kernels';
import type { Batch } from '../model/net-forward';
import type { Lesson, TrainingPlan } from './lesson';
import type { Random } from './random';

/** The pieces of every word that a lesson shows, time by time: some are hidden, some words are misspelt. */
export function seenPieces(
  kernels: Kernels,
  random: Random,
  plan: TrainingPlan,
  piecesOf: (word: string) => Int32Array,
  lessons: readonly Lesson[],
  { steps, sentences }: Batch,
): Block<Int32Array>[] {
  const pieces: Block<Int32Array>[] = [];
  for (let t = 0; t < steps; t += 1) {
    for (let b = 0; b < sentences; b += 1) {
      let word = (lessons[b] as Lesson).words[t] as string;
      if (random.next() < plan.typingErrors) word = misspell(word, random);
      const all = piecesOf(word);
      const shown: number[] = [];
      if (random.next() >= plan.wordDropout) {
        const whole = random.next() >= plan.wholeDropout;
        all.forEach((piece, index) => {
          if (index === 0 ? whole : random.next() >= plan.gramDropout) shown.push(piece);
        });
      }
      const block = kernels.integers(shown.length);
      block.view.set(shown);
      pieces.push(block);
    }
  }
  return pieces;
}

/** A slip of the finger: a letter left out, doubled, or swapped with its neighbour. */
function misspell(word: string, random: Random): string {
  if (word.length < 4) return word;
  const at = 1 + random.below(word.length - 2);
  const kind = random.below(3);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + (word[at] ?? '') + word.slice(at);
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
}
