import { agoWords, dayWords } from './time-words';

const NOW = Date.parse('2026-05-03T12:00:00Z');

describe('agoWords', () => {
  it.each([
    ['2026-05-03T11:59:01Z', null],
    ['2026-05-03T12:00:30Z', null],
    ['2026-05-03T11:55:00Z', 'för 5 minuter sedan'],
    ['2026-05-03T09:30:00Z', 'för 2 timmar sedan'],
    ['2026-05-02T11:00:00Z', 'i går'],
    ['2026-04-20T12:00:00Z', 'förra veckan'],
    ['2024-05-01T12:00:00Z', 'för 2 år sedan'],
  ])('says of %s %p', (time, words) => {
    expect(agoWords('sv', time, NOW)).toBe(words);
  });

  it('speaks English too', () => {
    expect(agoWords('en', '2026-05-03T11:55:00Z', NOW)).toBe('5 minutes ago');
  });
});

it('writes a day as people do', () => {
  expect(dayWords('sv', '2026-05-03T12:00:00Z')).toBe('3 maj 2026');
  expect(dayWords('en', '2026-05-03T12:00:00Z')).toBe('3 May 2026');
});
