export interface WaitOptions {
  timeoutMs?: number;
  intervalMs?: number;
}

/**
 * Calls `condition` until it returns something truthy, and returns that. A throw counts as "not yet". After the
 * deadline it fails with the label, the time and the last error. The only place in the tests that may sleep.
 */
export async function waitUntil<T>(
  label: string,
  condition: () => T | Promise<T>,
  { timeoutMs = 20_000, intervalMs = 50 }: WaitOptions = {},
): Promise<Exclude<T, false | '' | 0 | null | undefined>> {
  const started = performance.now();
  let lastError: unknown;
  do {
    try {
      const result = await condition();
      if (result) return result as Exclude<T, false | '' | 0 | null | undefined>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  } while (performance.now() - started < timeoutMs);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const reason =
    lastError === undefined
      ? 'it never held'
      : `last error: ${lastError instanceof Error ? lastError.message : JSON.stringify(lastError)}`;
  throw new Error(`waited ${seconds} s for ${label}; ${reason}`, { cause: lastError });
}
