import { addressOf, placeOf, stepFrom, STEPS } from './steps';

it('finds each step again by its address', () => {
  for (const step of STEPS) {
    const address = new URL(addressOf(step), 'http://localhost');
    expect(stepFrom(address.searchParams.get('step'))).toBe(step);
  }
});

it.each([undefined, '', 'nowhere', ['music', 'model']])('begins at the first for %j', (value) => {
  expect(stepFrom(value)).toBe('language');
});

it('leads from the first to the last and back', () => {
  expect(placeOf('language')).toEqual({ number: 1, before: null, after: 'music' });
  expect(placeOf('model')).toEqual({ number: 3, before: 'music', after: 'sentence' });
  expect(placeOf('sentence')).toEqual({ number: 4, before: 'model', after: null });
});
