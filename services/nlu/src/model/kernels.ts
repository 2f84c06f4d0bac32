import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type GruStep = (
  state: number,
  before: number,
  ld: number,
  gates: number,
  recurrent: number,
  count: number,
  h: number,
) => void;

/** Arithmetic on floats in WebAssembly; see `assembly/kernels.ts`, from which `model/kernels.wasm` is built. */
interface KernelFunctions {
  multiply(
    c: number,
    ldc: number,
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    ldb: number,
    m: number,
    n: number,
    k: number,
    add: boolean,
  ): void;
  transpose(target: number, source: number, rows: number, columns: number): void;
  addRow(target: number, ld: number, row: number, count: number, n: number): void;
  addRows(target: number, ldt: number, source: number, lds: number, count: number, n: number): void;
  sumRows(target: number, rows: number, ld: number, count: number, n: number): void;
  gather(target: number, table: number, ids: number, count: number, n: number, scale: number): void;
  scatter(table: number, row: number, ids: number, count: number, n: number, scale: number): void;
  scaleBy(target: number, other: number, n: number): void;
  rectify(target: number, n: number): void;
  rectifyBack(slope: number, output: number, n: number): void;
  softmaxRows(rows: number, ld: number, count: number, n: number): void;
  exponentials(target: number, n: number): void;
  gruStep: GruStep;
  gruStepBack: GruStep;
  adam(
    weights: number,
    slopes: number,
    mean: number,
    square: number,
    n: number,
    rate: number,
    decay: number,
    scale: number,
    correction1: number,
    correction2: number,
  ): void;
  sumOfSquares(source: number, n: number): number;
  follow(average: number, weights: number, n: number, share: number): void;
}

/** A piece of the kernels' memory: where it begins, in bytes, and a view of it. */
export interface Block<View = Float32Array> {
  readonly at: number;
  readonly view: View;
}

const PAGE = 65_536;
const FIRST_FREE = 4096;
const ALIGNMENT = 16;

/** The kernels with a memory of their own, given out from the bottom up. */
export class Kernels {
  readonly run: KernelFunctions;
  private readonly memory: WebAssembly.Memory;
  private free = FIRST_FREE;

  /** @param megabytes the memory's size, in 2^20 bytes; it does not grow, so that views stay valid */
  constructor(megabytes: number) {
    const pages = Math.ceil((megabytes * 1024 * 1024) / PAGE);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const module = new WebAssembly.Module(readFileSync(join(__dirname, '../../model/kernels.wasm')));
    const imports = { env: { memory: this.memory } };
    this.run = new WebAssembly.Instance(module, imports).exports as unknown as KernelFunctions;
  }

  /** `count` floats, zero, rounded up to whole vectors. */
  floats(count: number): Block {
    const at = this.take(count * 4);
    const view = new Float32Array(this.memory.buffer, at, Math.ceil(count / 4) * 4);
    view.fill(0);
    return { at, view };
  }

  /** `count` 32-bit whole numbers. */
  integers(count: number): Block<Int32Array> {
    const at = this.take(count * 4);
    return { at, view: new Int32Array(this.memory.buffer, at, count) };
  }

  /** Where the free memory begins; give it to `release` to have all back that was taken since. */
  mark(): number {
    return this.free;
  }

  release(mark: number): void {
    this.free = mark;
  }

  private take(bytes: number): number {
    const at = this.free;
    this.free = Math.ceil((at + bytes) / ALIGNMENT) * ALIGNMENT;
    if (this.free > this.memory.buffer.byteLength) throw new RangeError('the kernels are out of memory');
    return at;
  }
}
