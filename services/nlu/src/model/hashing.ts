const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A hash to begin with, different for every kind of feature, so that kinds don't share buckets more than by chance. */
export function seedOf(kind: number): number {
  return Math.imul(FNV_OFFSET ^ kind, FNV_PRIME);
}

/** FNV-1a over one more UTF-16 unit (Fowler, Noll & Vo). */
export function addUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** FNV-1a over a text. */
export function addText(hash: number, text: string): number {
  let result = hash;
  for (let index = 0; index < text.length; index += 1) result = addUnit(result, text.charCodeAt(index));
  return result;
}

/** Spreads a hash over all 32 bits (the finaliser of MurmurHash3, Appleby), as an unsigned number. */
export function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
