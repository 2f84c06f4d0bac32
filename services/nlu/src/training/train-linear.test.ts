import { SentenceVectors } from '../model/sentence-vector';
import { linearPosterior } from './linear-posterior';
import { trainLinear } from './train-linear';

const sentences = [
  'väck mig klockan sju',
  'väck mig åtta',
  'hur blir vädret',
  'vädret i morgon',
  'spela musik',
  'spela jazz',
].map((text) => text.split(' '));
const labels = [0, 0, 1, 1, 2, 2];

it('learns to tell classes apart, the same each time', () => {
  const vectors = SentenceVectors.learn(sentences, 1);
  const rows = sentences.map((sentence) => vectors.vectorOf(sentence));
  const train = () =>
    trainLinear(
      rows,
      labels,
      3,
      rows.map(() => 1),
      { cost: 1, epochs: 10, seed: 1 },
    );
  const model = train();
  sentences.forEach((sentence, at) => {
    const posterior = linearPosterior(model, vectors, sentence);
    expect(posterior.indexOf(Math.max(...posterior))).toBe(labels[at]);
    expect(posterior.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });
  const unseen = linearPosterior(model, vectors, ['väck', 'oss', 'nio']);
  expect(unseen.indexOf(Math.max(...unseen))).toBe(0);
  expect(train().weights).toEqual(model.weights);
});
