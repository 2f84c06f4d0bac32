import type { Health, MusicState } from '@alice/contracts';
import { docker, startComposeStack, waitUntil, type ComposeStack } from '@alice/test-stack';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { callTls } from '../stack/stack';
import { axeFindingsInBothThemes } from './axe-findings';
import { Complaints } from './complaints';
import { launchChromium } from './launch-chromium';

const domain = 'alice.home.arpa';
const account = { username: 'Åsa', password: 'ett bra lösenord' };
const files = ['docker-compose.yml', 'docker-compose.production.yml', 'tests/stack/docker-compose.test.yml'];

let stack: ComposeStack;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin: string;
const complaints = new Complaints();

/** Production as `make up ENV=production` makes it: PostgreSQL, TLS with a self-signed certificate. */
beforeAll(async () => {
  stack = await startComposeStack({
    files,
    environment: {
      NODE_ENV: 'production',
      ALICE_ENV: 'production',
      DOMAIN: domain,
      ALLOWED_HOSTS: `${domain},localhost`,
      PUBLIC_URL: `https://${domain}`,
      TLS_MODE: 'self-signed',
      DATABASE_URL: 'postgres://alice@postgres:5432/alice',
    },
    startupTimeoutMs: 600_000,
  });
  origin = stack.httpsUrl.replace('localhost', domain);
  browser = await launchChromium([
    `--host-resolver-rules=MAP ${domain} 127.0.0.1`,
    // Of the service worker's script too, which the context's own setting leaves out.
    '--ignore-certificate-errors',
    '--autoplay-policy=user-gesture-required',
  ]);
  context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'sv-SE' });
  context.setDefaultTimeout(15_000);
  await complaints.listenTo(context);
  // What the journey does on purpose: no model, no database, no session.
  complaints.expect(/status of (?:401|403|503)/);
  // A worker's script is not fetched where the certificate is not trusted.
  complaints.expect(/SSL certificate error occurred when fetching the script/);
  // A database that is stopped takes one of this machine's network interfaces with it; the page's worker is asked for meanwhile.
  complaints.expect(/ERR_NETWORK_CHANGED/, /response code \(503\) was received when fetching the script/);
  page = await context.newPage();
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await stack?.down();
}, 120_000);

const at = (testId: string) => page.getByTestId(testId);
const musicNow = () => page.evaluate(async () => (await (await fetch('/api/music')).json()) as MusicState);

async function saySentence(text: string): Promise<void> {
  const before = await at('message-assistant').count();
  await at('message-input').fill(text);
  await at('message-input').press('Enter');
  await waitUntil(`an answer to "${text}"`, async () => (await at('message-assistant').count()) > before);
}

it('redirects http to https, and answers over https on its port', async () => {
  const plain = await fetch(`${stack.httpUrl}/login`, { redirect: 'manual' });
  expect(plain.status).toBe(301);
  expect(plain.headers.get('location')).toBe(`${stack.httpsUrl}/login`);
  const health = await callTls(`${origin}/api/health`);
  expect(health.status).toBe(200);
  const { status, services } = JSON.parse(health.body) as Health;
  expect({ status, ...services }).toEqual({
    status: 'ok',
    database: { status: 'ok' },
    nlu: { status: 'ok' },
    music: { status: 'ok' },
    ollama: { status: 'off' },
    speech: { status: 'off' },
  });
});

it('takes no other setup link than its own, and loses nothing that was typed', async () => {
  await page.goto(`${origin}/setup#wrong`);
  await at('setup-username').fill(account.username);
  await at('setup-password').fill(account.password);
  await at('setup-submit').click();
  await at('problem').waitFor();
  expect(await at('setup-username').inputValue()).toBe(account.username);
  expect(await axeFindingsInBothThemes(page)).toEqual([]);
}, 60_000);

it('makes the owner from the setup link', async () => {
  await page.goto(`${origin}/setup#${stack.setupToken}`);
  await at('setup-username').fill(account.username);
  await at('setup-password').fill(account.password);
  await at('setup-submit').click();
  await at('welcome-progress').waitFor();
  expect(page.url()).toBe(`${origin}/welcome`);
  const [session] = (await context.cookies()).filter(({ name }) => name === '__Host-alice_sid');
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
}, 60_000);

it('leads through the first minutes, of which each step can be skipped and found again', async () => {
  await at('language-sv').waitFor();
  for (const step of ['music', 'model', 'sentence']) {
    await at('welcome-next').click();
    await page.locator(`[data-testid="step-${step}"][aria-current="step"]`).waitFor();
  }
  for (const step of ['model', 'language', 'music']) {
    await at(`step-${step}`).click();
    await page.locator(`[data-testid="step-${step}"][aria-current="step"]`).waitFor();
  }
  await at('welcome-later').click();
  await at('user-menu').click();
  await at('menu-welcome').click();
  await at('welcome-progress').waitFor();
  await at('step-sentence').click();
}, 60_000);

it('plays music for the first sentence, and the sound comes', async () => {
  await at('first-sentence').fill('');
  await at('say-first').click();
  expect(await at('first-sentence').getAttribute('aria-invalid')).toBe('true');
  await at('try-play').click();
  await at('say-first').click();
  await at('command-card').waitFor();
  await waitUntil('the page to say that music plays', async () => (await musicNow()).state === 'playing');
  const title = (await musicNow()).track?.title ?? '';
  await waitUntil('the title in the page', async () =>
    (await at('now-playing-title').innerText()).includes(title),
  );
  const started = (await musicNow()).elapsedSeconds;
  await waitUntil('MPD’s time to go on', async () => (await musicNow()).elapsedSeconds > started + 0.5);
  // What the person hears: the element's own clock and the bytes that it has decoded.
  await waitUntil(
    'the sound in the page',
    () =>
      at('audio').evaluate((element) => {
        const audio = element as HTMLAudioElement & { webkitAudioDecodedByteCount?: number };
        return !audio.paused && audio.currentTime > 0.3 && (audio.webkitAudioDecodedByteCount ?? 1) > 0;
      }),
    { timeoutMs: 20_000 },
  );
}, 60_000);

it('carries out the other sentences and shows what they did', async () => {
  await saySentence('höj volymen till femtio procent');
  await waitUntil('the volume', async () => (await musicNow()).volume === 50);
  const first = (await musicNow()).track?.uri;
  await saySentence('nästa låt');
  await waitUntil('another track', async () => (await musicNow()).track?.uri !== first);
  await saySentence('spela Åsa Norrsken');
  await waitUntil('the artist', async () => (await musicNow()).track?.artist === 'Åsa Norrsken');
  await saySentence('pausa');
  await waitUntil('the pause', async () => (await musicNow()).state === 'paused');
  expect(await at('command-card').count()).toBe(5);
  expect(await page.getByText('Pausat.').count()).toBeGreaterThan(0);
}, 60_000);

it('says clearly that there is no language model, and keeps the message', async () => {
  await at('message-input').fill('Hur mår du idag?');
  await at('message-input').press('Enter');
  const problem = at('problem').last();
  await problem.waitFor({ timeout: 2_000 });
  expect(await problem.innerText()).toMatch(/[Ss]pråkmodell/);
  expect(await page.getByText('Hur mår du idag?').count()).toBeGreaterThan(0);
}, 30_000);

it('answers 503 in Swedish while PostgreSQL is away, and goes on when it is back', async () => {
  const id = (await stack.compose('ps', '--quiet', 'postgres')).trim();
  await docker(['stop', '-t', '5', id]);
  try {
    const refused = await page.evaluate(async () => {
      const body = JSON.stringify({ text: 'pausa' });
      const answer = await fetch('/api/chat', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return { status: answer.status, problem: (await answer.json()) as { code: string; title: string } };
    });
    expect(refused).toMatchObject({
      status: 503,
      problem: { code: 'unavailable', title: expect.stringMatching(/svarar inte/) as string },
    });
  } finally {
    await docker(['start', id]);
  }
  await waitUntil('the database again', async () => (await callTls(`${origin}/api/health`)).status === 200, {
    timeoutMs: 30_000,
  });
  await saySentence('pausa');
}, 90_000);

it('lets only the backend near PostgreSQL', async () => {
  for (const service of ['nginx', 'frontend', 'nlu', 'music', 'backend']) {
    const attempt = ['timeout', '3', 'bash', '-c', 'exec 3<>/dev/tcp/postgres/5432'];
    const reached = await stack.compose('exec', '-T', service, ...attempt).then(
      () => true,
      () => false,
    );
    expect({ service, reached }).toEqual({ service, reached: service === 'backend' });
  }
}, 60_000);

it('signs in again after the session is gone', async () => {
  await context.clearCookies();
  await page.goto(`${origin}/`);
  await at('login-username').fill(account.username);
  await at('login-password').fill('fel lösenord');
  await at('login-submit').click();
  await at('problem').waitFor();
  await at('login-password').fill(account.password);
  await at('login-submit').click();
  await at('message-input').waitFor();
}, 60_000);

it('has complained of nothing: no error, no failed request, no breach of the security policy', () => {
  expect(complaints.all).toEqual([]);
});
