/**
 * Which rows of a long list to show: some before and after where it began, and always what plays now. A row costs a
 * slow telephone more than a request does.
 */
export function rowsAround(
  count: number,
  anchor: number,
  current: number,
  { before, after }: { before: number; after: number },
): { start: number; end: number } {
  const near = 10;
  const first = current < 0 ? anchor - before : Math.min(anchor - before, current - near);
  const last = Math.max(anchor + after, current + near);
  return { start: Math.max(0, Math.min(first, count)), end: Math.min(count, last) };
}
