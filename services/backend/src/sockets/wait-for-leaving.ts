import { setTimeout as wait } from 'node:timers/promises';

/**
 * In how many milliseconds that many pages should leave, each at a moment of its own: all at once would be a load of its own
 * for who takes them. Under the load of `make chaos T=F-31`, 67 a second waited 1.2 s each for a backend on two cores; 33 a
 * second are asked for, and never more than 6 s, so that a stop has time for the answers that are under way.
 */
export const leaveWithinMs = (pages: number): number => Math.min(6_000, Math.max(500, pages * 30));

/** Waits until no socket is left, at most `milliseconds`. */
export async function waitForLeaving(
  engine: { readonly clientsCount: number },
  milliseconds: number,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (engine.clientsCount > 0 && performance.now() < deadline) await wait(50);
}
