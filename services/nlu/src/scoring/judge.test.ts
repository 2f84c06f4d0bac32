import type { Reading } from '../matching/reading';
import { judge, NOTHING, type ToolOfIntent } from './judge';

const toolOf: ToolOfIntent = new Map([
  ['PLAY', 'PLAY'],
  ['NEXT', 'NEXT'],
  ['SET_VOLUME', 'SET_VOLUME'],
  ['weather_query', null],
]);
const reading = (intent: string, more: Partial<Reading> = {}): Reading => ({
  intent,
  args: {},
  slots: {},
  reader: 'template',
  locale: 'sv',
  source: 'a:1',
  evidence: {
    stated: undefined,
    nameWords: 0,
    remarked: 0,
    openQuery: false,
    unaccented: 0,
    corrected: 0,
    remark: false,
    wish: false,
  },
  ...more,
});
const named = (nameWords: number) => ({ ...reading('PLAY').evidence, nameWords, openQuery: true });

it('answers none, without tool and confidence, where nobody could read', () => {
  expect(judge([], toolOf, 'sv')).toEqual(NOTHING);
});

it('prefers the reading that leaves the fewest words to names', () => {
  const query = reading('PLAY', { slots: { query: 'nästa låt' }, evidence: named(2) });
  const found = judge([query, reading('NEXT')], toolOf, 'sv');
  expect(found.intent).toBe('NEXT');
  expect(found.alternatives).toEqual([{ intent: 'PLAY', confidence: 0.02 }]);
});

it('rather takes words before the command for a name than for a remark', () => {
  const name = reading('PLAY', { slots: { query: 'Evert Taube' }, evidence: named(2) });
  const remark = reading('NEXT', { evidence: { ...reading('NEXT').evidence, remarked: 5, remark: true } });
  expect(judge([remark, name], toolOf, 'sv').intent).toBe('PLAY');
});

it('lets the asked language decide between equals', () => {
  const sv = reading('NEXT', { source: 'sv' });
  const en = reading('NEXT', { source: 'en', locale: 'en' });
  expect(judge([sv, en], toolOf, 'en').matched).toBe('en');
  expect(judge([en, sv], toolOf, 'sv').matched).toBe('sv');
});

it('lets a slot override what the template says, and refuses what the tool would refuse', () => {
  const more = reading('SET_VOLUME', { args: { delta: 10 }, slots: { delta: 5 } });
  expect(judge([more], toolOf, 'sv').tool).toEqual({ name: 'SET_VOLUME', args: { delta: 5 } });
  expect(judge([reading('SET_VOLUME', { args: { level: 150 } })], toolOf, 'sv')).toEqual(NOTHING);
});

it('names an intent that no tool carries out', () => {
  expect(judge([reading('weather_query')], toolOf, 'sv')).toMatchObject({
    intent: 'weather_query',
    tool: null,
  });
});
