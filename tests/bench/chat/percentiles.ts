/** The middle and the slowest of a hundred, to a hundredth of what they are measured in. */
export function percentiles(values: readonly number[]): { p50: number; p99: number } {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.floor(share * sorted.length)] ?? 0);
  return { p50: at(0.5), p99: at(0.99) };
}

export function rounded(value: number): number {
  return Number(value.toFixed(2));
}
