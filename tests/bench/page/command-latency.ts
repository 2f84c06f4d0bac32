import { quantile, type Figure } from './figure';
import { paintedAt, watchFor } from './painted-words';
import type { SignedInBrowser } from './signed-in-browser';

const COMMANDS = 50;
const WARM_UP = 5;

/** From Enter to the command card on the screen, over fifty commands in one conversation. */
export function commandLatency(browser: SignedInBrowser): Promise<Figure[]> {
  return browser.withPage(async (page) => {
    await page.goto('/', { waitUntil: 'networkidle' });
    const input = page.getByTestId('message-input');
    await page.evaluate(() =>
      addEventListener(
        'keydown',
        ({ key, timeStamp }) => {
          if (key === 'Enter') window.enterPressed = performance.timeOrigin + timeStamp;
        },
        { capture: true },
      ),
    );
    const times: number[] = [];
    for (let command = 0; command < WARM_UP + COMMANDS; command++) {
      await input.fill(`höj volymen till ${30 + (command % 40)} procent`);
      await watchFor(page, 'command-card');
      await input.press('Enter');
      const painted = await paintedAt(page);
      const pressed = await page.evaluate(() => window.enterPressed ?? NaN);
      if (command >= WARM_UP) times.push(painted - pressed);
    }
    return [
      {
        what: 'from Enter to the command card, p95 of 50',
        measured: quantile(times, 0.95),
        asked: { most: 100 },
        unit: 'ms',
        more: `p50 ${quantile(times, 0.5).toFixed(1)} ms`,
      },
    ];
  });
}

declare global {
  interface Window {
    enterPressed?: number;
  }
}
