import { SentenceVectors } from '../model/sentence-vector';
import { linearPosterior } from './linear-posterior';
import { trainLinear, type LinearOptions } from './train-linear';
import type { TrainingRow } from './training-rows';

const FOLDS = 5;

/** Under which a row's out-of-fold intents stand: those of an id's Swedish versions are one, English is apart. */
export function foldKey({ id, language }: TrainingRow): string {
  return language === 'en' ? `en ${id}` : id;
}

/**
 * What a linear model that has not seen a sentence in any version thinks of it: for every key the intents' probabilities, averaged
 * over its rows, from a model trained on the Swedish rows of the other four fifths of the ids (cross-fitting).
 */
export function outOfFoldIntents(
  rows: readonly TrainingRow[],
  intents: number,
  importance: (row: TrainingRow) => number,
  least: number,
  options: LinearOptions,
): Map<string, Float32Array> {
  const sums = new Map<string, { total: Float32Array; count: number }>();
  const foldOf = ({ id }: TrainingRow): number => Number(id) % FOLDS;
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = rows.filter((row) => foldOf(row) !== fold && row.language !== 'en');
    const vectors = SentenceVectors.learn(
      others.map(({ utterance }) => utterance),
      least,
    );
    const model = trainLinear(
      others.map(({ utterance }) => vectors.vectorOf(utterance)),
      others.map(({ intent }) => intent),
      intents,
      others.map(importance),
      options,
    );
    for (const row of rows.filter((some) => foldOf(some) === fold)) {
      const key = foldKey(row);
      const sum = sums.get(key) ?? { total: new Float32Array(intents), count: 0 };
      const posterior = linearPosterior(model, vectors, row.utterance);
      sums.set(key, {
        total: sum.total.map((value, at) => value + (posterior[at] as number)),
        count: sum.count + 1,
      });
    }
  }
  return new Map([...sums].map(([id, { total, count }]) => [id, total.map((value) => value / count)]));
}
