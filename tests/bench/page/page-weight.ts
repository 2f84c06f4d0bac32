import type { Figure } from './figure';
import type { SignedInBrowser } from './signed-in-browser';

const MOST_KB = 180;
const MOST_REQUESTS = 20;

interface Loaded {
  url: string;
  type: string;
  bytes: number;
}

/** What the conversation page loads the first time, with an empty cache: scripts as they are packed, all as it came over the wire. */
export function pageWeight(browser: SignedInBrowser): Promise<Figure[]> {
  return browser.withPage(async (page) => {
    const loaded = new Map<string, Loaded>();
    const devtools = await page.context().newCDPSession(page);
    devtools.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      if (/^https?:/.test(request.url))
        loaded.set(requestId, { url: request.url, type: type ?? 'Other', bytes: 0 });
    });
    devtools.on('Network.webSocketCreated', ({ requestId, url: address }) =>
      loaded.set(requestId, { url: address, type: 'WebSocket', bytes: 0 }),
    );
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const request = loaded.get(requestId);
      if (request) request.bytes = encodedDataLength;
    });
    await devtools.send('Network.enable');
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.getByTestId('message-input').waitFor();
    const all = [...loaded.values()];
    const kilobytes = all.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    const scripts = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
    const kinds = Object.entries(Object.groupBy(all, ({ type }) => type)).map(
      ([type, requests]) => `${type} ${requests?.length ?? 0}`,
    );
    return [
      {
        what: 'JavaScript of the conversation page, compressed',
        measured: scripts / 1000,
        asked: { most: MOST_KB },
        unit: 'kB',
        more: `with all else, headers too, ${kilobytes.toFixed(1)} kB`,
      },
      {
        what: 'requests at its first load',
        measured: all.length,
        asked: { most: MOST_REQUESTS },
        more: kinds.join(', '),
      },
    ];
  });
}
