import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Complaints } from '../../browser/complaints';

/** A browser of somebody who is signed in, by the cookie as it came in `set-cookie` without its attributes. */
export class SignedInBrowser {
  readonly complaints = new Complaints();

  constructor(
    private readonly browser: Browser,
    readonly url: string,
    readonly cookie: string,
  ) {}

  /** Runs `work` with a new page that has nothing in its cache. */
  async withPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const viewport = { width: 1280, height: 800 };
    const context = await this.browser.newContext({ baseURL: this.url, locale: 'sv-SE', viewport });
    try {
      await this.complaints.listenTo(context);
      await this.signIn(context);
      // tsx calls this in the functions that are handed to the page.
      await context.addInitScript('globalThis.__name = (named) => named');
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  async signIn(context: BrowserContext): Promise<void> {
    const [name = '', value = ''] = this.cookie.split('=');
    await context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: 'Lax' }]);
  }
}
