import type { OllamaChatRequest } from './ollama-chat-request';
import type { OllamaError } from './ollama-http';

/** How often a busy server is asked again, and the shortest and longest wait before it, in milliseconds. */
const MOST_BUSY = 2;
const BUSY_MS = { least: 200, most: 800 };

/** What is tried, one after the other, until Ollama takes it: each remedy once, so that the attempts have an end. */
export class ChatAttempts {
  private busy = 0;
  private cold = false;
  private readonly temperature: number | undefined;

  constructor(public request: OllamaChatRequest) {
    this.temperature = request.options.temperature;
  }

  /** Prepares `request` for another attempt, and returns how long to wait before it, in milliseconds; undefined: give up. */
  next(error: OllamaError): number | undefined {
    const { status, message, brokenCall } = error;
    const { tools, think } = this.request;
    if (status === 503 && this.busy < MOST_BUSY) {
      this.busy++;
      // Whoever was refused at the same moment comes back at another.
      return BUSY_MS.least + Math.random() * (BUSY_MS.most - BUSY_MS.least);
    }
    if (status === 400 && think !== undefined && /does not support thinking|think value/.test(message)) {
      delete this.request.think;
      return 0;
    }
    if (status === 400 && tools !== undefined && message.includes('does not support tools')) {
      delete this.request.tools;
      return 0;
    }
    if (brokenCall && !this.cold) {
      this.cold = true;
      this.request.options.temperature = 0;
      return 0;
    }
    if (brokenCall && tools !== undefined) {
      delete this.request.tools;
      if (this.temperature === undefined) delete this.request.options.temperature;
      else this.request.options.temperature = this.temperature;
      return 0;
    }
    return undefined;
  }
}
