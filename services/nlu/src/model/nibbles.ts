/** Packs whole numbers from 0 to 15, two a byte; an odd last one stands alone. */
export function packNibbles(values: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: Math.ceil(values.length / 2) }, (_, at) => {
    return (values[2 * at] ?? 0) | ((values[2 * at + 1] ?? 0) << 4);
  });
}

/** Undoes `packNibbles` of an even count, less `offset`. Millions are read at start, hence plain loops. */
export function unpackNibbles(packed: Uint8Array, offset = 0): Int8Array {
  const values = new Int8Array(2 * packed.length);
  for (let at = 0; at < packed.length; at += 1) {
    const pair = packed[at] as number;
    values[2 * at] = (pair & 15) - offset;
    values[2 * at + 1] = (pair >>> 4) - offset;
  }
  return values;
}
