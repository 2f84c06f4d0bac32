import type { ChatResponse, Locale, MusicQueue } from '@alice/contracts';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { en } from '../../services/frontend/messages/en';
import { sv } from '../../services/frontend/messages/sv';
import { waitUntil } from '@alice/test-stack';
import { call, owner, stack } from '../stack/stack';
import { Complaints } from './complaints';
import { launchChromium } from './launch-chromium';

export const LOCALES = ['sv', 'en'] as const satisfies readonly Locale[];
export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 320, height: 640 };

const LOCALE_OF_BROWSER = { sv: 'sv-SE', en: 'en-GB' };

jest.setTimeout(120_000);

let browser: Promise<Browser> | undefined;
afterAll(async () => (await browser)?.close());

export interface VisitorOptions {
  locale?: Locale;
  /** `owner`, somebody new (a user of their own, made through the API), or nobody who is signed in. */
  as?: 'owner' | 'somebody' | 'nobody';
  viewport?: { width: number; height: number };
  context?: BrowserContextOptions;
}

/** A person at a browser of their own, in front of the stack that the tests share. */
export class Visitor {
  readonly locale: Locale;
  readonly complaints = new Complaints();
  account = { username: '', password: 'ett långt lösenord' };
  private opened: { context: BrowserContext; page: Page } | undefined;

  constructor(private readonly options: VisitorOptions = {}) {
    this.locale = options.locale ?? 'sv';
  }

  /** Every text of the page in the visitor's language. */
  get words(): typeof sv {
    return this.locale === 'sv' ? sv : en;
  }

  get page(): Page {
    if (this.opened === undefined) throw new Error('the visitor has not come yet');
    return this.opened.page;
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  async come(): Promise<void> {
    const { as = 'somebody', viewport = WIDE } = this.options;
    browser ??= launchChromium(['--autoplay-policy=user-gesture-required']);
    const context = await (
      await browser
    ).newContext({
      baseURL: stack().httpUrl,
      locale: LOCALE_OF_BROWSER[this.locale],
      viewport,
      reducedMotion: 'reduce',
      ...this.options.context,
    });
    context.setDefaultTimeout(30_000);
    await this.complaints.listenTo(context);
    this.opened = { context, page: await context.newPage() };
    if (as === 'owner') {
      await call('GET', '/api/auth/me');
      this.account = owner;
    }
    if (as === 'somebody') this.account.username = await makeUser(this.account.password);
    if (as !== 'nobody') await this.signIn();
  }

  /** Signs in past the form. */
  async signIn(): Promise<void> {
    const answer = await this.context.request.post('/api/auth/login', { data: this.account });
    if (!answer.ok()) throw new Error(`${this.account.username} cannot sign in: ${answer.status()}`);
  }

  async leave(): Promise<void> {
    await this.opened?.context.close();
  }

  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** Opens a path and waits until the page can be used. */
  async open(path: string, ready = 'message-input'): Promise<void> {
    await this.page.goto(path);
    await this.isAlive(ready);
  }

  async reload(ready = 'message-input'): Promise<void> {
    await this.page.reload();
    await this.isAlive(ready);
  }

  /** Waits until something is there and listens: the server draws the page before its scripts have come. */
  async isAlive(testId: string): Promise<void> {
    const part = this.at(testId).first();
    await part.waitFor({ state: 'attached' });
    await waitUntil(`${testId} to listen`, () =>
      // React leaves its own name on what it has taken over.
      part.evaluate((element) => Object.keys(element).some((key) => key.startsWith('__react'))),
    );
  }

  /** Says a sentence without waiting for the answer. */
  async type(text: string): Promise<void> {
    await this.isAlive('message-input');
    await this.at('message-input').fill(text);
    await this.at('message-input').press('Enter');
  }

  /** Says a sentence, and returns the answer when it is whole. */
  async say(text: string): Promise<Locator> {
    const answers = this.at('message-assistant');
    const before = await answers.count();
    await this.type(text);
    const answer = answers.nth(before);
    await waitUntil(`an answer to "${text}"`, async () =>
      ['done', 'failed', 'interrupted'].includes((await answer.getAttribute('data-phase')) ?? ''),
    );
    return answer;
  }

  /** What a field says of what is wrong with it; waits until it does. */
  async errorAt(testId: string): Promise<string> {
    const field = this.at(testId);
    const described = await waitUntil(`an error at ${testId}`, async () => {
      const wrong = (await field.getAttribute('aria-invalid')) === 'true';
      return wrong && (await field.getAttribute('aria-describedby'));
    });
    return this.page.locator(`[id="${described.split(' ').at(-1)}"]`).innerText();
  }

  /** What the backend answers to this person, past the page. */
  async ask<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, data?: unknown): Promise<T> {
    const answer = await this.context.request.fetch(path, {
      method,
      ...(data === undefined ? {} : { data }),
    });
    if (!answer.ok()) throw new Error(`${method} ${path} was answered ${answer.status()}`);
    return (answer.status() === 204 ? undefined : await answer.json()) as T;
  }

  /** With nothing in the queue, all that there is comes into it when music is asked for, from its first track. */
  async emptyQueue(): Promise<void> {
    const { tracks } = await this.ask<MusicQueue>('GET', '/api/music/queue');
    for (const { id } of tracks) await this.ask('DELETE', `/api/music/queue/${id}`);
  }

  /** Has a conversation past the page; returns its id. */
  async converse(...sentences: string[]): Promise<string> {
    let conversationId: string | undefined;
    for (const text of sentences)
      ({ conversationId } = await this.ask<ChatResponse>('POST', '/api/chat', { text, conversationId }));
    return conversationId ?? '';
  }
}

/** A visitor for the tests of the block around it. */
export function visitor(options: VisitorOptions = {}): Visitor {
  const guest = new Visitor(options);
  beforeAll(() => guest.come());
  afterAll(() => guest.leave());
  return guest;
}

/** The last test of a journey. */
export function itHasComplainedOfNothing(...visitors: Visitor[]): void {
  it('has complained of nothing: no error, no failed request, no breach of the security policy', () => {
    expect(visitors.flatMap(({ complaints }) => complaints.all)).toEqual([]);
  });
}

let made = 0;

async function makeUser(password: string): Promise<string> {
  const username = `Gäst ${process.pid} ${Date.now().toString(36)} ${++made}`;
  const answer = await call('POST', '/api/users', { username, password });
  if (!answer.ok) throw new Error(`no user was made: ${answer.status} ${await answer.text()}`);
  return username;
}
