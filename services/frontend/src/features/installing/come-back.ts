/** Pauses between looks whether Alice is there again, in milliseconds; the last one repeats. */
const PAUSES_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

export const pauseBefore = (look: number): number => PAUSES_MS[Math.min(look, PAUSES_MS.length - 1)] ?? 0;

/** The address to go to when Alice is there again: the one that was wanted. */
export const wantedAddress = ({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string =>
  pathname === '/offline' ? '/' : pathname + search + hash;
