import { docker } from '@alice/test-stack';
import { quantile, type Figure } from './figure';
import type { SignedInBrowser } from './signed-in-browser';

const MESSAGES = 10_000;
const MOST_HEAP_MB = 150;
/** A frame that takes longer than this is one that the screen has waited for: two of sixty a second. */
const LONG_FRAME_MS = 34;
const MEGABYTE = 1024 * 1024;

/** Runs in the backend's container, where the database is; prints the conversation's id. */
const INSERT = `
const { Database } = require('sqlite3');
const [username, count] = process.argv.slice(1);
const id = crypto.randomUUID();
const database = new Database('/data/alice.db');
database.configure('busyTimeout', 20_000);
const now = new Date().toISOString();
database.exec(\`
  BEGIN;
  INSERT INTO conversations (id, user_id, title, created_at, updated_at)
    SELECT '\${id}', id, 'Ett långt samtal', '\${now}', '\${now}' FROM users WHERE username = '\${username}';
  WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \${count})
  INSERT INTO messages (id, conversation_id, user_id, position, role, text, status, source, reply_to, created_at)
    SELECT '\${id}-' || i, '\${id}', users.id, i + 1,
      CASE i % 2 WHEN 0 THEN 'user' ELSE 'assistant' END,
      CASE i % 2 WHEN 0 THEN 'Fråga ' || i || ': hur är havet idag?' ELSE
        'Svar ' || i || ': **lugnt** och *grått*, ' ||
        substr('med långa dyningar från väster och en bris som mojnar mot kvällen. ', 1, 20 + i * 7 % 47) ||
        CASE WHEN i % 10 = 1 THEN char(10, 10) || '- ett' || char(10) || '- två' || char(10) || '- tre' ELSE '' END
      END,
      'complete', CASE i % 2 WHEN 0 THEN NULL ELSE 'llm' END,
      CASE i % 2 WHEN 0 THEN NULL ELSE '\${id}-' || (i - 1) END, '\${now}'
    FROM n, users WHERE username = '\${username}';
  COMMIT;\`, (error) => { if (error) throw error; console.log(id); });
`;

/** Ten thousand messages: reading from the end to the beginning, a screen's half a frame. */
export async function longConversation(
  browser: SignedInBrowser,
  username: string,
  backend: string,
): Promise<Figure[]> {
  const id = (await docker(['exec', backend, 'node', '-e', INSERT, username, String(MESSAGES)])).trim();
  return browser.withPage(async (page) => {
    const started = performance.now();
    await page.goto(`/?c=${id}`);
    await page.getByText(`Svar ${MESSAGES - 1}:`).waitFor({ timeout: 60_000 });
    const opened = performance.now() - started;
    const frames = await page.evaluate(scrollToStart);
    await page.getByText('Fråga 0:').waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const seconds = frames.reduce((sum, delta) => sum + delta, 0) / 1000;
    const long = frames.filter((delta) => delta > LONG_FRAME_MS);
    return [
      {
        what: `scrolling through ${MESSAGES} messages`,
        measured: Math.round(frames.length / seconds),
        asked: { least: 60 },
        unit: 'frames/s',
        more: `${frames.length} frames, p99 ${quantile(frames, 0.99).toFixed(1)} ms, ${long.length} over ${LONG_FRAME_MS} ms; opened in ${(opened / 1000).toFixed(1)} s`,
      },
      {
        what: 'JavaScript heap after it',
        measured: usedSize / MEGABYTE,
        asked: { most: MOST_HEAP_MB },
        unit: 'MB',
      },
    ];
  });
}

/** In the page: scrolls up by half a screen each frame until the beginning is reached; the time of each frame. */
async function scrollToStart(): Promise<number[]> {
  const box = document.querySelector('[data-testid="message-scroller"]');
  if (!box) throw new Error('the conversation is not there');
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const deltas: number[] = [];
  let before = await frame();
  // What comes into view may be higher than was guessed: the beginning is reached when it stays reached.
  for (let still = 0; still < 5 && deltas.length < 20_000;) {
    box.scrollTop -= box.clientHeight / 2;
    const now = await frame();
    deltas.push(now - before);
    before = now;
    still = box.scrollTop <= 0 ? still + 1 : 0;
  }
  return deltas;
}
