// Dense arithmetic for the statistical model, in AssemblyScript: 32-bit floats, four at a time. Nothing here depends on the
// machine (no relaxed or fused operations), so that training gives the same bytes everywhere. All pointers are byte addresses;
// row lengths are in floats and multiples of four.

const LANES: i32 = 4;

// @ts-ignore: decorator
@inline
function at(base: usize, index: i32): usize {
  return base + ((<usize>index) << 2);
}

/**
 * c = a·b, or c += a·b: `m`×`k` times `k`×`n`. Element (i, j) of `a` stands at `a + i·aRow + j·aColumn`, so that a transposed
 * matrix needs no copy; `b` and `c` are in rows of `ldb` and `ldc`.
 */
export function multiply(
  c: usize, ldc: i32, a: usize, aRow: i32, aColumn: i32, b: usize, ldb: i32, m: i32, n: i32, k: i32, add: bool,
): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    let j = 0;
    for (; j + 8 <= n; j += 8) block4x8(at(c, i * ldc + j), ldc, at(a, i * aRow), aRow, aColumn, at(b, j), ldb, k, add);
    for (; j < n; j += LANES) {
      for (let r = 0; r < 4; r++) block1x4(at(c, (i + r) * ldc + j), at(a, (i + r) * aRow), aColumn, at(b, j), ldb, k, add);
    }
  }
  for (; i < m; i++) {
    let j = 0;
    for (; j + 16 <= n; j += 16) block1x16(at(c, i * ldc + j), at(a, i * aRow), aColumn, at(b, j), ldb, k, add);
    for (; j < n; j += LANES) block1x4(at(c, i * ldc + j), at(a, i * aRow), aColumn, at(b, j), ldb, k, add);
  }
}

// @ts-ignore: decorator
@inline
function block4x8(c: usize, ldc: i32, a: usize, aRow: i32, aColumn: i32, b: usize, ldb: i32, k: i32, add: bool): void {
  const c1 = at(c, ldc), c2 = at(c1, ldc), c3 = at(c2, ldc);
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (add) {
    s00 = v128.load(c); s01 = v128.load(c, 16);
    s10 = v128.load(c1); s11 = v128.load(c1, 16);
    s20 = v128.load(c2); s21 = v128.load(c2, 16);
    s30 = v128.load(c3); s31 = v128.load(c3, 16);
  }
  const rowStep = (<usize>aRow) << 2, columnStep = (<usize>aColumn) << 2, bStep = (<usize>ldb) << 2;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    s00 = f32x4.add(s00, f32x4.mul(x, b0)); s01 = f32x4.add(s01, f32x4.mul(x, b1));
    x = v128.load_splat<f32>(a + rowStep);
    s10 = f32x4.add(s10, f32x4.mul(x, b0)); s11 = f32x4.add(s11, f32x4.mul(x, b1));
    x = v128.load_splat<f32>(a + 2 * rowStep);
    s20 = f32x4.add(s20, f32x4.mul(x, b0)); s21 = f32x4.add(s21, f32x4.mul(x, b1));
    x = v128.load_splat<f32>(a + 3 * rowStep);
    s30 = f32x4.add(s30, f32x4.mul(x, b0)); s31 = f32x4.add(s31, f32x4.mul(x, b1));
    a += columnStep;
    b += bStep;
  }
  v128.store(c, s00); v128.store(c, s01, 16);
  v128.store(c1, s10); v128.store(c1, s11, 16);
  v128.store(c2, s20); v128.store(c2, s21, 16);
  v128.store(c3, s30); v128.store(c3, s31, 16);
}

// @ts-ignore: decorator
@inline
function block1x16(c: usize, a: usize, aColumn: i32, b: usize, ldb: i32, k: i32, add: bool): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  if (add) { s0 = v128.load(c); s1 = v128.load(c, 16); s2 = v128.load(c, 32); s3 = v128.load(c, 48); }
  const columnStep = (<usize>aColumn) << 2, bStep = (<usize>ldb) << 2;
  for (let p = 0; p < k; p++) {
    const x = v128.load_splat<f32>(a);
    s0 = f32x4.add(s0, f32x4.mul(x, v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(x, v128.load(b, 16)));
    s2 = f32x4.add(s2, f32x4.mul(x, v128.load(b, 32)));
    s3 = f32x4.add(s3, f32x4.mul(x, v128.load(b, 48)));
    a += columnStep;
    b += bStep;
  }
  v128.store(c, s0); v128.store(c, s1, 16); v128.store(c, s2, 32); v128.store(c, s3, 48);
}

// @ts-ignore: decorator
@inline
function block1x4(c: usize, a: usize, aColumn: i32, b: usize, ldb: i32, k: i32, add: bool): void {
  let s = add ? v128.load(c) : f32x4.splat(0);
  const columnStep = (<usize>aColumn) << 2, bStep = (<usize>ldb) << 2;
  for (let p = 0; p < k; p++) {
    s = f32x4.add(s, f32x4.mul(v128.load_splat<f32>(a), v128.load(b)));
    a += columnStep;
    b += bStep;
  }
  v128.store(c, s);
}

/** target (columns×rows) = source (rows×columns) transposed. */
export function transpose(target: usize, source: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) store<f32>(at(target, j * rows + i), load<f32>(at(source, i * columns + j)));
  }
}

/** Adds `row` to each of `count` rows of `n`. */
export function addRow(target: usize, ld: i32, row: usize, count: i32, n: i32): void {
  for (let i = 0; i < count; i++) {
    const t = at(target, i * ld);
    for (let j = 0; j < n; j += LANES) v128.store(at(t, j), f32x4.add(v128.load(at(t, j)), v128.load(at(row, j))));
  }
}

/** Adds the sum of `count` rows of `n` to `target`. */
export function sumRows(target: usize, rows: usize, ld: i32, count: i32, n: i32): void {
  for (let i = 0; i < count; i++) {
    const r = at(rows, i * ld);
    for (let j = 0; j < n; j += LANES) v128.store(at(target, j), f32x4.add(v128.load(at(target, j)), v128.load(at(r, j))));
  }
}

/** target = the sum of `count` rows of `table` (rows of `n`), named by 32-bit `ids`, times `scale`. */
export function gather(target: usize, table: usize, ids: usize, count: i32, n: i32, scale: f32): void {
  const s = f32x4.splat(scale);
  for (let j = 0; j < n; j += LANES) v128.store(at(target, j), f32x4.splat(0));
  for (let i = 0; i < count; i++) {
    const row = at(table, load<i32>(at(ids, i)) * n);
    for (let j = 0; j < n; j += LANES) v128.store(at(target, j), f32x4.add(v128.load(at(target, j)), v128.load(at(row, j))));
  }
  for (let j = 0; j < n; j += LANES) v128.store(at(target, j), f32x4.mul(v128.load(at(target, j)), s));
}

/** Adds `row` times `scale` to `count` rows of `table`, named by `ids`. */
export function scatter(table: usize, row: usize, ids: usize, count: i32, n: i32, scale: f32): void {
  const s = f32x4.splat(scale);
  for (let i = 0; i < count; i++) {
    const t = at(table, load<i32>(at(ids, i)) * n);
    for (let j = 0; j < n; j += LANES) {
      v128.store(at(t, j), f32x4.add(v128.load(at(t, j)), f32x4.mul(v128.load(at(row, j)), s)));
    }
  }
}

/** Adds `count` rows of `n`, standing `lds` apart, to rows that stand `ldt` apart. */
export function addRows(target: usize, ldt: i32, source: usize, lds: i32, count: i32, n: i32): void {
  for (let i = 0; i < count; i++) {
    const t = at(target, i * ldt), s = at(source, i * lds);
    for (let j = 0; j < n; j += LANES) v128.store(at(t, j), f32x4.add(v128.load(at(t, j)), v128.load(at(s, j))));
  }
}

/** target = the larger of target and 0, element by element. */
export function rectify(target: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (let j = 0; j < n; j += LANES) v128.store(at(target, j), f32x4.max(v128.load(at(target, j)), zero));
}

/** Clears the slopes of what `rectify` cut off: where `output` is not above 0. */
export function rectifyBack(slope: usize, output: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (let j = 0; j < n; j += LANES) {
    v128.store(at(slope, j), v128.and(v128.load(at(slope, j)), f32x4.gt(v128.load(at(output, j)), zero)));
  }
}

/** Makes each of `count` rows, of which the first `n` count and `ld` is the length, add up to 1: e^x over the sum of all. */
export function softmaxRows(rows: usize, ld: i32, count: i32, n: i32): void {
  for (let i = 0; i < count; i++) {
    const r = at(rows, i * ld);
    let most = load<f32>(r);
    for (let j = 1; j < n; j++) most = max(most, load<f32>(at(r, j)));
    const m = f32x4.splat(most);
    for (let j = 0; j < ld; j += LANES) v128.store(at(r, j), exponential(f32x4.sub(v128.load(at(r, j)), m)));
    let sum: f32 = 0;
    for (let j = 0; j < n; j++) sum += load<f32>(at(r, j));
    const s = f32x4.splat(1 / sum);
    for (let j = 0; j < ld; j += LANES) v128.store(at(r, j), f32x4.mul(v128.load(at(r, j)), s));
    for (let j = n; j < ld; j++) store<f32>(at(r, j), 0);
  }
}

/** target *= other, element by element. */
export function scaleBy(target: usize, other: usize, n: i32): void {
  for (let j = 0; j < n; j += LANES) v128.store(at(target, j), f32x4.mul(v128.load(at(target, j)), v128.load(at(other, j))));
}

/** e^x by Cephes' polynomial for single precision, |error| < 2e-7 relative; x is kept within ±87. */
// @ts-ignore: decorator
@inline
function exponential(value: v128): v128 {
  const x = f32x4.max(f32x4.min(value, f32x4.splat(87)), f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375))), f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  const e = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(e, power);
}

// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
function hyperbolicTangent(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.sub(f32x4.mul(f32x4.splat(2), sigmoid(f32x4.add(x, x))), one);
}

/** target = e^target, element by element. */
export function exponentials(target: usize, n: i32): void {
  for (let j = 0; j < n; j += LANES) v128.store(at(target, j), exponential(v128.load(at(target, j))));
}

/**
 * One step of a gated recurrent unit (Cho et al. 2014, the form with the reset gate after the product) for `count` sequences of
 * `h` units. `gates` holds the input's share and becomes r, z, n; `recurrent` holds the state's share; `before` and `state` are in rows of `ld`.
 */
export function gruStep(
  state: usize, before: usize, ld: i32, gates: usize, recurrent: usize, count: i32, h: i32,
): void {
  for (let i = 0; i < count; i++) {
    const g = at(gates, i * 3 * h), u = at(recurrent, i * 3 * h), p = at(before, i * ld), s = at(state, i * ld);
    for (let j = 0; j < h; j += LANES) {
      const r = sigmoid(f32x4.add(v128.load(at(g, j)), v128.load(at(u, j))));
      const z = sigmoid(f32x4.add(v128.load(at(g, h + j)), v128.load(at(u, h + j))));
      const n = hyperbolicTangent(f32x4.add(v128.load(at(g, 2 * h + j)), f32x4.mul(r, v128.load(at(u, 2 * h + j)))));
      v128.store(at(g, j), r);
      v128.store(at(g, h + j), z);
      v128.store(at(g, 2 * h + j), n);
      // h = n + z (before − n)
      v128.store(at(s, j), f32x4.add(n, f32x4.mul(z, f32x4.sub(v128.load(at(p, j)), n))));
    }
  }
}

/**
 * The step back: `slope` (rows of `h`) is the slope of the new state and becomes what it passes to the old one past the gates;
 * `gates` (r, z, n) becomes the slope of the input's share, `recurrent` that of the state's.
 */
export function gruStepBack(
  slope: usize, before: usize, ld: i32, gates: usize, recurrent: usize, count: i32, h: i32,
): void {
  const one = f32x4.splat(1);
  for (let i = 0; i < count; i++) {
    const g = at(gates, i * 3 * h), u = at(recurrent, i * 3 * h), p = at(before, i * ld), d = at(slope, i * h);
    for (let j = 0; j < h; j += LANES) {
      const r = v128.load(at(g, j)), z = v128.load(at(g, h + j)), n = v128.load(at(g, 2 * h + j));
      const q = v128.load(at(u, 2 * h + j)), dh = v128.load(at(d, j));
      const dz = f32x4.mul(f32x4.mul(dh, f32x4.sub(v128.load(at(p, j)), n)), f32x4.mul(z, f32x4.sub(one, z)));
      const dn = f32x4.mul(f32x4.mul(dh, f32x4.sub(one, z)), f32x4.sub(one, f32x4.mul(n, n)));
      const dr = f32x4.mul(f32x4.mul(dn, q), f32x4.mul(r, f32x4.sub(one, r)));
      v128.store(at(g, j), dr);
      v128.store(at(g, h + j), dz);
      v128.store(at(g, 2 * h + j), dn);
      v128.store(at(u, j), dr);
      v128.store(at(u, h + j), dz);
      v128.store(at(u, 2 * h + j), f32x4.mul(dn, r));
      v128.store(at(d, j), f32x4.mul(dh, z));
    }
  }
}

/** One step of Adam with decoupled weight decay (Loshchilov & Hutter 2019) on `n` weights; clears the slopes. */
export function adam(
  weights: usize, slopes: usize, mean: usize, square: usize, n: i32,
  rate: f32, decay: f32, scale: f32, correction1: f32, correction2: f32,
): void {
  const b1 = f32x4.splat(0.9), b1c = f32x4.splat(0.1), b2 = f32x4.splat(0.999), b2c = f32x4.splat(0.001);
  const eps = f32x4.splat(1e-8), step = f32x4.splat(rate * correction1), c2 = f32x4.splat(correction2);
  const keep = f32x4.splat(1 - rate * decay), factor = f32x4.splat(scale), zero = f32x4.splat(0);
  for (let j = 0; j < n; j += LANES) {
    const g = f32x4.mul(v128.load(at(slopes, j)), factor);
    const m = f32x4.add(f32x4.mul(v128.load(at(mean, j)), b1), f32x4.mul(g, b1c));
    const s = f32x4.add(f32x4.mul(v128.load(at(square, j)), b2), f32x4.mul(f32x4.mul(g, g), b2c));
    v128.store(at(mean, j), m);
    v128.store(at(square, j), s);
    v128.store(at(slopes, j), zero);
    const w = f32x4.mul(v128.load(at(weights, j)), keep);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(s, c2)), eps);
    v128.store(at(weights, j), f32x4.sub(w, f32x4.div(f32x4.mul(step, m), root)));
  }
}

/** The sum of the squares of `n` numbers. */
export function sumOfSquares(source: usize, n: i32): f32 {
  let s = f32x4.splat(0);
  for (let j = 0; j < n; j += LANES) {
    const x = v128.load(at(source, j));
    s = f32x4.add(s, f32x4.mul(x, x));
  }
  return f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) + f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3);
}

/** average += (weights − average)·share, element by element. */
export function follow(average: usize, weights: usize, n: i32, share: f32): void {
  const s = f32x4.splat(share);
  for (let j = 0; j < n; j += LANES) {
    const a = v128.load(at(average, j));
    v128.store(at(average, j), f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(at(weights, j)), a), s)));
  }
}
