import type { Block, Kernels } from './kernels';
import { ModelFileError, type Section } from './model-file';
import { netLayout, type NetShape } from './net-layout';
import { NetReader } from './net-reader';
import { packNibbles, unpackNibbles } from './nibbles';
import { quantise, quantiseToFourBits, restore, type Quantised } from './quantise';

/** What stands for 0 among four-bit numbers. */
const MIDDLE = 8;

/** The arrays of a model file by name; asking for one that is missing or of another kind throws ModelFileError. */
export class ModelArrays {
  constructor(private readonly sections: ReadonlyMap<string, Section>) {}

  floats(name: string): Float32Array {
    return this.find(name, Float32Array);
  }

  bytes(name: string): Uint8Array {
    return this.find(name, Uint8Array);
  }

  quantised(name: string): Quantised {
    return { steps: this.find(name, Int8Array), scales: this.floats(`${name}.scales`) };
  }

  /** A net whose weights are copied into the kernels' memory. */
  net(name: string, kernels: Kernels, shape: NetShape): NetReader {
    const weights = new Map(
      netLayout(shape).map(([part, rows]) => {
        const key = `${name}.${part}`;
        return [part, blockOf(kernels, rows > 1 ? restore(this.quantised(key)) : this.floats(key))];
      }),
    );
    const steps = unpackNibbles(this.bytes(`${name}.table`), MIDDLE);
    return new NetReader(kernels, shape, weights, steps, this.floats(`${name}.table.scales`)[0] ?? 0);
  }

  private find<T extends Section>(name: string, View: abstract new (...some: never[]) => T): T {
    const found = this.sections.get(name);
    if (!(found instanceof View)) throw new ModelFileError(`the model has no array "${name}"`);
    return found;
  }
}

/** A copy of numbers in the kernels' memory. */
export function blockOf(kernels: Kernels, values: Float32Array): Block {
  const block = kernels.floats(values.length);
  block.view.set(values);
  return block;
}

/** Adds numbers in eight bits, with a scale for each of `rows`. */
export function addQuantised(
  sections: Map<string, Section>,
  name: string,
  values: Float32Array,
  rows: number,
): void {
  const { steps, scales } = quantise(values, rows);
  sections.set(name, steps).set(`${name}.scales`, scales);
}

/** Adds a trained net: its table in four bits, matrices in eight, biases as they are. */
export function addNet(
  sections: Map<string, Section>,
  name: string,
  shape: NetShape,
  { table, weights }: { readonly table: Float32Array; readonly weights: ReadonlyMap<string, Float32Array> },
): void {
  const { steps, scales } = quantiseToFourBits(table);
  const nibbles = Uint8Array.from(steps, (step) => step + MIDDLE);
  sections.set(`${name}.table`, packNibbles(nibbles)).set(`${name}.table.scales`, scales);
  for (const [part, rows] of netLayout(shape)) {
    const values = weights.get(part) ?? new Float32Array();
    if (rows > 1) addQuantised(sections, `${name}.${part}`, values, rows);
    else sections.set(`${name}.${part}`, values);
  }
}
