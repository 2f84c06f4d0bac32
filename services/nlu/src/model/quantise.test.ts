import { quantise, restore } from './quantise';

it('keeps numbers to within half a step of their row', () => {
  const values = Float32Array.from({ length: 40 }, (_, at) => Math.sin(at) * (at < 20 ? 1 : 100));
  const { steps, scales } = quantise(values, 2);
  restore({ steps, scales }).forEach((value, at) => {
    expect(Math.abs(value - (values[at] ?? NaN))).toBeLessThanOrEqual(
      ((scales[at < 20 ? 0 : 1] ?? 0) / 2) * 1.0001,
    );
  });
});

it('keeps nothing as nothing', () => {
  expect([...restore(quantise(new Float32Array(4), 1))]).toEqual([0, 0, 0, 0]);
});
