import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kernels, type Block } from './kernels';

const service = join(__dirname, '../..');
const kernels = new Kernels(1);
const { run } = kernels;
const random = (count: number, seed: number): Block => {
  const block = kernels.floats(count);
  block.view.forEach((_, at, view) => (view[at] = Math.sin(seed + at * 1.7)));
  return block;
};

it('is what its source gives', () => {
  const directory = mkdtempSync(join(tmpdir(), 'alice-kernels-'));
  const built = join(directory, 'kernels.wasm');
  const compiler = require.resolve('assemblyscript/bin/asc');
  const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert'];
  const outcome = spawnSync(process.execPath, [compiler, 'assembly/kernels.ts', ...options, '-o', built], {
    cwd: service,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(outcome.stderr).toBe('');
  expect(readFileSync(built).equals(readFileSync(join(service, 'model/kernels.wasm')))).toBe(true);
  rmSync(directory, { recursive: true });
}, 60_000);

it.each([
  [1, 4, 3],
  [1, 36, 5],
  [4, 8, 7],
  [7, 20, 9],
])('multiplies %i×%i matrices over %i, also transposed and added', (m, n, k) => {
  const a = random(m * k, 1);
  const b = random(k * n, 2);
  const product = (i: number, j: number, of: (row: number, p: number) => number): number => {
    let sum = 0;
    for (let p = 0; p < k; p += 1) sum += of(i, p) * (b.view[p * n + j] ?? NaN);
    return sum;
  };
  const c = kernels.floats(m * n);
  run.multiply(c.at, n, a.at, k, 1, b.at, n, m, n, k, false);
  const transposed = kernels.floats(m * n);
  transposed.view.fill(1);
  run.multiply(transposed.at, n, a.at, 1, m, b.at, n, m, n, k, true);
  for (let i = 0; i < m; i += 1) {
    for (let j = 0; j < n; j += 1) {
      expect(c.view[i * n + j]).toBeCloseTo(
        product(i, j, (row, p) => a.view[row * k + p] ?? NaN),
        5,
      );
      expect(transposed.view[i * n + j]).toBeCloseTo(
        1 + product(i, j, (row, p) => a.view[p * m + row] ?? NaN),
        5,
      );
    }
  }
});

it('computes powers of e to six figures, however large or small', () => {
  const x = kernels.floats(8);
  x.view.set([-100, -20, -1, -0.001, 0, 1, 10, 80]);
  const expected = Array.from(x.view, (value) => Math.exp(Math.max(-87, value)));
  run.exponentials(x.at, 8);
  x.view.forEach((value, at) => {
    expect(value / (expected[at] ?? NaN)).toBeCloseTo(1, 6);
  });
});

it('makes rows of probabilities and leaves nothing in the columns that fill them up', () => {
  const rows = kernels.floats(16);
  rows.view.set([1, 2, 3, 4, 5, 99, 99, 99, 0, 0, 0, 0, 0, 99, 99, 99]);
  run.softmaxRows(rows.at, 8, 2, 5);
  expect(rows.view.subarray(0, 5).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
  expect(rows.view[8]).toBeCloseTo(0.2, 6);
  expect([...rows.view.subarray(5, 8)]).toEqual([0, 0, 0]);
});

it('steps a gated recurrent unit as its equations say', () => {
  const h = 4;
  const gates = random(3 * h, 3);
  const recurrent = random(3 * h, 4);
  const before = random(h, 5);
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const of = (block: Block, at: number): number => block.view[at] ?? NaN;
  const expected = Array.from({ length: h }, (_, j) => {
    const r = sigmoid(of(gates, j) + of(recurrent, j));
    const z = sigmoid(of(gates, h + j) + of(recurrent, h + j));
    const n = Math.tanh(of(gates, 2 * h + j) + r * of(recurrent, 2 * h + j));
    return (1 - z) * n + z * of(before, j);
  });
  const state = kernels.floats(h);
  run.gruStep(state.at, before.at, h, gates.at, recurrent.at, 1, h);
  expected.forEach((value, j) => {
    expect(state.view[j]).toBeCloseTo(value, 5);
  });
});

it('gives memory back, and says when there is none', () => {
  const mark = kernels.mark();
  const first = kernels.floats(10);
  first.view.fill(7);
  kernels.release(mark);
  const second = kernels.floats(10);
  expect(second.at).toBe(first.at);
  expect(second.view.every((value) => value === 0)).toBe(true);
  expect(() => kernels.floats(10_000_000)).toThrow(/out of memory/u);
});
