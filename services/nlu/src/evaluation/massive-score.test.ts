import type { ModelReading, ModelSlot } from '../model/model-reading';
import { scoreMassive, type RightReading } from './massive-score';

const time: ModelSlot = { type: 'time', start: 2, end: 3 };
const date: ModelSlot = { type: 'date', start: 4, end: 5 };
const row = (intent: string, ...slots: ModelSlot[]): RightReading => ({ intent, slots });
const reading = (intent: string, confidence: number, ...slots: ModelSlot[]): ModelReading => ({
  words: [],
  intent,
  confidence,
  alternatives: [],
  slots,
});

it('scores intent, slots, both together and calibration', () => {
  const rows = [
    row('alarm_set', time, date),
    row('alarm_set', time),
    row('weather_query', date),
    row('qa_maths'),
  ];
  const readings = [
    reading('alarm_set', 1, date, time),
    reading('alarm_set', 1),
    reading('news_query', 0.5, date),
    reading('qa_maths', 0.8),
  ];
  const score = scoreMassive(rows, readings);
  expect(score).toMatchObject({ n: 4, intentAccuracy: 0.75, exactMatch: 0.5 });
  expect(score.slotF1).toBeCloseTo(6 / 7, 12);
  expect(score.ece).toBeCloseTo((0.5 + 0.2) / 4, 12);
});

it('takes a slot too many for no exact match', () => {
  expect(scoreMassive([row('alarm_set')], [reading('alarm_set', 1, time)]).exactMatch).toBe(0);
});

it('refuses another number of readings than rows', () => {
  expect(() => scoreMassive([row('alarm_set')], [])).toThrow(RangeError);
});
