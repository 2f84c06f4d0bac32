import type { ChatRecord } from '../chat/double-probe';
import { quantile, type Figure } from './figure';
import { paintedAt, watchFor } from './painted-words';
import type { SignedInBrowser } from './signed-in-browser';

const ANSWERS = 50;
const WARM_UP = 3;
const QUESTION = 'Berätta något om havet. [double:say 30] [double:pace 20]';

export interface Model {
  records(): Promise<ChatRecord[]>;
  clear(): Promise<void>;
}

/** From the model's first word, by the model's own clock, and from its arrival in the browser, to its pixel. */
export function firstTokenPaint(browser: SignedInBrowser, model: Model): Promise<Figure[]> {
  return browser.withPage(async (page) => {
    await page.addInitScript(() => {
      window.WebSocket = class extends WebSocket {
        constructor(...args: ConstructorParameters<typeof WebSocket>) {
          super(...args);
          this.addEventListener('message', ({ data }) => {
            if (String(data).includes('answer:delta'))
              window.firstDelta ??= performance.timeOrigin + performance.now();
          });
        }
      };
    });
    await page.goto('/', { waitUntil: 'networkidle' });
    await model.clear();
    const painted = new Map<string, number>();
    const fromArrival: number[] = [];
    for (let answer = 0; answer < WARM_UP + ANSWERS; answer++) {
      const text = `${QUESTION} Fråga (${answer})`;
      await page.getByTestId('message-input').fill(text);
      await page.evaluate(() => (window.firstDelta = undefined));
      await watchFor(page, 'message-assistant', 'ord1');
      await page.getByTestId('message-input').press('Enter');
      const at = await paintedAt(page);
      const arrived = await page.evaluate(() => window.firstDelta ?? NaN);
      await page
        .locator('[data-testid="message-assistant"][data-phase="streaming"]')
        .waitFor({ state: 'detached' });
      if (answer < WARM_UP) continue;
      painted.set(text, at);
      fromArrival.push(at - arrived);
    }
    const fromModel: number[] = [];
    // A title that quotes a question is made later: the first record is the answer's.
    for (const { text, firstTokenAt } of await model.records()) {
      const question = [...painted.keys()].find((asked) => text.includes(asked));
      const at = question === undefined ? undefined : painted.get(question);
      if (question === undefined || at === undefined || firstTokenAt === undefined) continue;
      painted.delete(question);
      fromModel.push(at - firstTokenAt);
    }
    return [
      {
        what: 'from the model’s first word to its pixel, p50 of 50',
        measured: quantile(fromModel, 0.5),
        asked: { most: 50 },
        unit: 'ms',
        more: `p95 ${quantile(fromModel, 0.95).toFixed(1)} ms; of it in the browser p50 ${quantile(fromArrival, 0.5).toFixed(1)} ms`,
      },
    ];
  });
}
