import type { Page } from 'playwright-core';

interface Watched {
  /** Milliseconds since 1970 at which the awaited thing was on the screen. */
  painted: Promise<number>;
}

declare global {
  interface Window {
    watched?: Watched;
    firstDelta?: number | undefined;
  }
}

/**
 * Begins to watch, inside the page, for the frame in which a new element with `testId` (that holds `text`, if given)
 * is painted. Ask for the moment with `paintedAt`.
 */
export async function watchFor(page: Page, testId: string, text = ''): Promise<void> {
  await page.evaluate(
    ([id, wanted]) => {
      const before = new Set(document.querySelectorAll(`[data-testid="${id}"]`));
      const isThere = () =>
        [...document.querySelectorAll(`[data-testid="${id}"]`)].some(
          (element) => !before.has(element) && (element.textContent ?? '').includes(wanted ?? ''),
        );
      const painted = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            // The first task after a frame's callbacks runs when that frame has been painted.
            const after = new MessageChannel();
            after.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
            after.port2.postMessage(null);
          });
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      window.watched = { painted };
    },
    [testId, text],
  );
}

/** When what was watched for was on the screen, in milliseconds since 1970; waits at most ten seconds. */
export async function paintedAt(page: Page): Promise<number> {
  return page.evaluate(() => {
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('it was not painted in time')), 10_000),
    );
    return Promise.race([window.watched?.painted ?? late, late]);
  });
}
