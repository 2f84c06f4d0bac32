import type { Page } from 'playwright-core';

/** What the browser says of what this connection's being broken keeps it from loading. */
export const WHILE_BROKEN = [/ERR_INTERNET_DISCONNECTED/, /WebSocket connection to .* failed/];

declare global {
  interface Window {
    openedSockets?: WebSocket[];
  }
}

/** Takes a page's network away, its open sockets too, and gives it back. Made before the page is opened. */
export class BreakableConnection {
  private constructor(private readonly page: Page) {}

  static async of(page: Page): Promise<BreakableConnection> {
    await page.addInitScript(() => {
      const opened: WebSocket[] = [];
      window.openedSockets = opened;
      window.WebSocket = class extends WebSocket {
        constructor(...args: ConstructorParameters<typeof WebSocket>) {
          super(...args);
          opened.push(this);
        }
      };
    });
    return new BreakableConnection(page);
  }

  /** What is offline opens no socket any more, but keeps those that it has: to the page they die here. */
  async breakOff(): Promise<void> {
    await this.page.context().setOffline(true);
    await this.page.evaluate(() => {
      for (const socket of window.openedSockets?.splice(0) ?? []) {
        const { onclose } = socket;
        socket.onclose = socket.onmessage = socket.onerror = null;
        socket.close();
        onclose?.call(socket, new CloseEvent('close', { code: 1006 }));
      }
    });
  }

  async mend(): Promise<void> {
    await this.page.context().setOffline(false);
  }
}
