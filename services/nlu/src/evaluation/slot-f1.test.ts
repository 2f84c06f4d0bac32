import type { ModelSlot } from '../model/model-reading';
import { countRightSlots, slotF1 } from './slot-f1';

const slot = (type: string, start: number, end: number): ModelSlot => ({ type, start, end });

it('counts a slot as right only with the same type and the same words', () => {
  const wanted = [slot('time', 2, 4)];
  expect(countRightSlots({ wanted, found: [slot('time', 2, 4)] })).toBe(1);
  expect(countRightSlots({ wanted, found: [slot('date', 2, 4)] })).toBe(0);
  expect(countRightSlots({ wanted, found: [slot('time', 2, 3)] })).toBe(0);
  expect(countRightSlots({ wanted, found: [slot('time', 1, 4)] })).toBe(0);
});

it('counts a slot found twice once', () => {
  expect(
    countRightSlots({ wanted: [slot('time', 2, 4)], found: [slot('time', 2, 4), slot('time', 2, 4)] }),
  ).toBe(1);
});

it('is the harmonic mean of precision and recall over all sentences together', () => {
  const comparisons = [
    { wanted: [slot('time', 1, 2), slot('date', 3, 4)], found: [slot('time', 1, 2)] },
    { wanted: [], found: [slot('date', 0, 1)] },
    { wanted: [slot('date', 0, 1)], found: [slot('date', 0, 1)] },
  ];
  const precision = 2 / 3;
  const recall = 2 / 3;
  expect(slotF1(comparisons)).toBeCloseTo((2 * precision * recall) / (precision + recall), 12);
});

it('is 1 where there is nothing to find and nothing is found, 0 where all is invented', () => {
  expect(slotF1([{ wanted: [], found: [] }])).toBe(1);
  expect(slotF1([{ wanted: [], found: [slot('date', 0, 1)] }])).toBe(0);
});
