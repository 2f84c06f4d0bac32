import { TokenEstimate } from './token-estimate';

const text = 'Vad ska vi äta till middag? '.repeat(100);
const inTokens = (bytesPerToken: number) => Math.ceil(Buffer.byteLength(text) / bytesPerToken) + 8;

it('begins careful, and learns at once where a text takes more tokens than thought', () => {
  const estimate = new TokenEstimate();
  expect(estimate.tokens([text])).toBe(inTokens(2.5));
  estimate.learn([text], inTokens(1.5));
  expect(estimate.tokens([text])).toBeGreaterThanOrEqual(inTokens(1.5) - 1);
});

it('learns slowly where it takes fewer', () => {
  const estimate = new TokenEstimate();
  estimate.learn([text], inTokens(4));
  expect(estimate.tokens([text])).toBeLessThan(inTokens(2.5));
  expect(estimate.tokens([text])).toBeGreaterThan(inTokens(3));
  for (let i = 0; i < 50; i++) estimate.learn([text], inTokens(4));
  expect(estimate.tokens([text])).toBeLessThan(inTokens(3.9));
});

it('believes no count that leaves out what a cache held, and none of a short prompt', () => {
  const estimate = new TokenEstimate();
  estimate.learn([text], 20);
  estimate.learn(['hej'], 3_000);
  expect(estimate.tokens([text])).toBe(inTokens(2.5));
});
