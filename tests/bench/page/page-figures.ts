import { launchChromium } from '../../browser/launch-chromium';
import { BenchStack } from '../chat/bench-stack';
import { commandLatency } from './command-latency';
import { tableOf, type Figure } from './figure';
import { firstTokenPaint } from './first-token-paint';
import { lighthouseScores } from './lighthouse-scores';
import { longConversation } from './long-conversation';
import { pageWeight } from './page-weight';
import { SignedInBrowser } from './signed-in-browser';

/** The figures of the web app in a real browser, on a stack of its own: one table, each beside what was asked. */
async function main(): Promise<void> {
  const stack = await BenchStack.start();
  const browser = await launchChromium();
  const figures: Figure[] = [];
  try {
    const [cookie = ''] = await stack.users(1);
    const person = new SignedInBrowser(browser, stack.url, cookie);
    await stack.call('POST', '/api/chat', { text: 'spela musik' }, cookie);
    figures.push(...(await lighthouseScores(person)));
    figures.push(...(await pageWeight(person)));
    figures.push(...(await commandLatency(person)));
    figures.push(...(await firstTokenPaint(person, stack.probe)));
    figures.push(...(await longConversation(person, 'bench 1', await stack.backend())));
    const complaints = person.complaints.all;
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    const what = 'errors in the console and breaches of the security policy in all of this';
    figures.push({ what, measured: complaints.length, asked: { most: 0 } });
  } catch (error) {
    // Told before the stack goes down, which might fail too.
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    process.stdout.write(tableOf(figures));
    await browser.close();
    await stack.down();
    process.exit();
  }
}

void main();
