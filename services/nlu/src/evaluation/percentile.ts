/**
 * The smallest of the values that at least a `share` (0 to 1) of them do not exceed: the nearest rank, so it is always a value
 * that was measured. In the values' unit; NaN without values.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
