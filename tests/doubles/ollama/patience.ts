import type { ServerResponse } from 'node:http';

/** Waits that end early when the caller goes away. */
export class Patience {
  private readonly response: ServerResponse;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  async wait(milliseconds: number): Promise<void> {
    if (this.response.destroyed) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.response.off('close', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.response.once('close', end);
    });
  }

  /** Until the caller has taken what was written. */
  async drain(): Promise<void> {
    if (this.response.destroyed) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        this.response.off('drain', end).off('close', end);
        resolve();
      };
      this.response.once('drain', end).once('close', end);
    });
  }
}
