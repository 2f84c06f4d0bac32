import { sameCall } from './same-call';

it('takes names that differ by case or composition for the same, and nothing else', () => {
  const call = { name: 'PLAY', args: { query: 'Håkan' } };
  expect(sameCall(call, { name: 'PLAY', args: { query: 'ha\u030akan' } })).toBe(true);
  expect(sameCall(call, { name: 'PLAY', args: { query: 'Hakan' } })).toBe(false);
  expect(sameCall(call, { name: 'PLAY', args: { artist: 'Håkan' } })).toBe(false);
  expect(sameCall(call, { name: 'STOP', args: {} })).toBe(false);
  expect(sameCall({ name: null, args: {} }, { name: null, args: {} })).toBe(true);
  const louder = { name: 'SET_VOLUME', args: { delta: 10 } };
  expect(sameCall(louder, { name: 'SET_VOLUME', args: { delta: 5 } })).toBe(false);
});
