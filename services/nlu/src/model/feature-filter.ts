const BITS = 20;
const MASK = (1 << BITS) - 1;

/** Knows which features were seen often enough in training; one in twenty-five others passes by chance. */
export class FeatureFilter {
  constructor(readonly bits: Uint8Array = new Uint8Array(1 << (BITS - 3))) {}

  add(hash: number): void {
    const at = hash & MASK;
    this.bits[at >>> 3] = (this.bits[at >>> 3] ?? 0) | (1 << (at & 7));
  }

  has(hash: number): boolean {
    const at = hash & MASK;
    return ((this.bits[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0;
  }
}
