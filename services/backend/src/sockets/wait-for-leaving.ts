import { setTimeout as wait } from 'node:timers/promises';

/** Waits until no socket is left, at most `milliseconds`. */
export async function waitForLeaving(
  engine: { readonly clientsCount: number },
  milliseconds: number,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (engine.clientsCount > 0 && performance.now() < deadline) await wait(50);
}
