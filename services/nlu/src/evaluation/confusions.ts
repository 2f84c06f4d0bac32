/** The right intent and the one that was found. */
export interface IntentPair {
  readonly wanted: string;
  readonly found: string;
}

/** How often one intent was found where another (or the same) was right. */
export interface Confusion extends IntentPair {
  readonly count: number;
}

/** Counts every pair that occurs, the most frequent first, then by name. */
export function countConfusions(pairs: readonly IntentPair[]): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const { wanted, found } of pairs) {
    const key = `${wanted} ${found}`;
    counts.set(key, { wanted, found, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || compare(a.wanted, b.wanted) || compare(a.found, b.found),
  );
}

/** The pairs of different intents, the most frequent first, at most `most` of them. */
export function mostConfused(confusions: readonly Confusion[], most: number): Confusion[] {
  return confusions.filter(({ wanted, found }) => wanted !== found).slice(0, most);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
