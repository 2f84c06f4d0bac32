import type { BrowserContext } from 'playwright-core';

/**
 * What a page complains of while it is used: errors and warnings in its console, errors that nobody caught, requests
 * that failed, and breaches of its security policy.
 */
export class Complaints {
  private readonly heard: { text: string; during: string }[] = [];
  private readonly expected: RegExp[] = [];

  async listenTo(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.hear(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.hear(`not caught: ${String(error.error())}`));
    context.on('requestfailed', (request) => {
      // What the page itself leaves half-way, and what it leaves by going elsewhere.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED')
        this.hear(`request: ${request.failure()?.errorText ?? ''} ${request.url()}`);
    });
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
        // eslint-disable-next-line no-console -- the console is listened to.
        console.error(`security policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
      ),
    );
  }

  /** What a journey provokes on purpose, as a wrong password is answered 401 and the browser says so. */
  expect(...complaints: RegExp[]): void {
    this.expected.push(...complaints);
  }

  /** Every complaint that was not expected, with the test in which it came. */
  get all(): string[] {
    return this.heard
      .filter(({ text }) => !this.expected.some((pattern) => pattern.test(text)))
      .map(({ text, during }) => `${text} (${during})`);
  }

  private hear(text: string): void {
    const during = typeof expect === 'undefined' ? undefined : expect.getState().currentTestName;
    this.heard.push({ text, during: during ?? 'outside of a test' });
  }
}
