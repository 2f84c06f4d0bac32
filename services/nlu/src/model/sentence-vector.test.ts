import { SentenceVectors } from './sentence-vector';

const sentences = ['väck mig klockan nio', 'väck mig i morgon', 'hur blir vädret i morgon'].map((text) =>
  text.split(' '),
);

it('gives the same sentence the same vector, of words and of letters', () => {
  const vectors = SentenceVectors.learn(sentences, 1);
  const one = vectors.vectorOf(['väck', 'mig']);
  expect(vectors.vectorOf(['väck', 'mig'])).toEqual(one);
  const length = one.values.reduce((sum, value) => sum + value * value, 0);
  // Two blocks of length 1; where features of both share a bucket the sum is a little longer.
  expect(length).toBeGreaterThanOrEqual(1.99);
  expect([...one.columns]).toEqual([...one.columns].sort((a, b) => a - b));
});

it('knows nothing of what was too rare', () => {
  const vectors = SentenceVectors.learn(sentences, 2);
  expect(vectors.vectorOf(['xyz']).columns).toHaveLength(0);
  expect(vectors.vectorOf([]).columns).toHaveLength(0);
});

it('comes back from its packed form', () => {
  const vectors = SentenceVectors.learn(sentences, 1);
  expect(SentenceVectors.unpack(vectors.pack()).vectorOf(['i', 'morgon'])).toEqual(
    vectors.vectorOf(['i', 'morgon']),
  );
});
