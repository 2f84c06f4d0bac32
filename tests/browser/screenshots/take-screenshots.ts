import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { User } from '@alice/contracts';
import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium';
import { SHOTS, type Shot } from './shots';

const DIRECTORY = join(__dirname, '../../../docs/screenshots');
const VIEWPORTS = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };
const OWNER = {
  username: process.env.DEMO_USER || 'Åsa',
  password: process.env.DEMO_PASSWORD || 'ett bra lösenord',
};
/** Made anew each time, so that the pictures show nothing else than what is said here. */
const GUEST = { username: 'Astrid', password: 'ett bra lösenord' };
const SENTENCES = [
  ['Hur torkar man trattkantareller?'],
  ['Vad kan jag laga av rödbetor och getost?'],
  ['spela Åsa Norrsken', 'höj volymen till fyrtio procent'],
];

const baseURL = process.env.DEMO_URL ?? '';

async function main(): Promise<void> {
  await mkdir(DIRECTORY, { recursive: true });
  const browser = await launchChromium();
  try {
    const owner = await browser.newContext({ baseURL });
    await signInAsOwner(owner);
    await makeGuest(owner);
    const preparing = await browser.newContext({ baseURL });
    await signIn(preparing, GUEST);
    for (const sentences of SENTENCES) await converse(preparing, sentences);
    // What plays stands still, so that every picture shows the same.
    await preparing.request.post('/api/tools/PAUSE/execute', { data: { args: {} } });
    for (const shot of SHOTS) {
      const context = await browser.newContext({
        baseURL,
        viewport: VIEWPORTS[shot.size],
        colorScheme: shot.theme,
        locale: shot.locale === 'en' ? 'en-GB' : 'sv-SE',
        reducedMotion: 'reduce',
      });
      if (shot.as !== 'nobody') await signIn(context, shot.as === 'owner' ? OWNER : GUEST);
      await take(shot, await context.newPage());
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

async function take({ name, locale, size, theme, path, ready, act }: Shot, page: Page): Promise<void> {
  page.setDefaultTimeout(20_000);
  await page.goto(path);
  await page.getByTestId(ready).first().waitFor();
  // The server draws the page before its scripts have come.
  await page.waitForTimeout(500);
  await act?.(page);
  await page.evaluate(() => document.fonts.ready);
  const file = `${name}${locale === 'en' ? '-en' : ''}-${size}-${theme}.png`;
  await page.screenshot({ path: join(DIRECTORY, file), animations: 'disabled', caret: 'hide' });
  process.stdout.write(`docs/screenshots/${file}\n`);
}

async function signInAsOwner(context: BrowserContext): Promise<void> {
  const data = { setupToken: process.env.DEMO_SETUP_TOKEN, ...OWNER };
  const { ownerExists } = (await (await context.request.get('/api/auth/setup')).json()) as {
    ownerExists: boolean;
  };
  if (!ownerExists) await context.request.post('/api/auth/setup', { data });
  await signIn(context, OWNER);
}

async function signIn(context: BrowserContext, account: typeof OWNER): Promise<void> {
  const answer = await context.request.post('/api/auth/login', { data: account });
  if (!answer.ok())
    throw new Error(
      `${account.username} cannot sign in at ${baseURL} (${answer.status()}): give DEMO_USER and DEMO_PASSWORD`,
    );
}

async function makeGuest(owner: BrowserContext): Promise<void> {
  const users = (await (await owner.request.get('/api/users')).json()) as User[];
  const before = users.find(({ username }) => username === GUEST.username);
  if (before) await owner.request.delete(`/api/users/${before.id}`);
  const made = await owner.request.post('/api/users', { data: GUEST });
  if (!made.ok()) throw new Error(`${GUEST.username} could not be made: ${made.status()}`);
}

async function converse(context: BrowserContext, sentences: string[]): Promise<void> {
  let conversationId: string | undefined;
  for (const text of sentences) {
    const answer = await context.request.post('/api/chat', { data: { text, conversationId } });
    if (!answer.ok()) throw new Error(`"${text}" was answered ${answer.status()}`);
    ({ conversationId } = (await answer.json()) as { conversationId: string });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
