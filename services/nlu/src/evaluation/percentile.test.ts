import { percentile } from './percentile';

it('answers a value that was measured', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile(values, 1)).toBe(100);
  expect(percentile(values, 0)).toBe(1);
});

it('orders by size, not as text', () => {
  expect(percentile([10, 9, 100], 0.5)).toBe(10);
});

it('is no number without values', () => {
  expect(percentile([], 0.5)).toBeNaN();
});
