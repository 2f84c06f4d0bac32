import type { ServerResponse } from 'node:http';
import { answerFor, type Answer } from './answer.ts';
import { lateErrors, type Mode } from './bad-days.ts';
import { lastUserText, promptTokens, type ChatRequest } from './chat-request.ts';
import { LineWriter } from './line-writer.ts';
import { markedNumber } from './markers.ts';
import { Patience } from './patience.ts';

export interface Pace {
  /** Between two pieces of an answer; `[double:pace MS]` in the question says otherwise. */
  tokenMs: number;
  firstTokenMs: number;
  slowFirstTokenMs: number;
  pullStepMs: number;
  /** For a model whose name begins with "slow". */
  slowPullStepMs: number;
}

const PIECES_BEFORE_TROUBLE = 3;
const HUGE = 10 * 1024 * 1024;
const AND_SO_ON = ' och så vidare';

/** One answer of /api/chat, as NDJSON or, with `stream: false`, in one piece. */
export async function answerChat(
  request: ChatRequest,
  response: ServerResponse,
  mode: Mode,
  pace: Pace,
  onFirstToken: () => void,
): Promise<void> {
  const chat = new Chat(request, response, mode, pace, onFirstToken);
  await chat.wait(mode === 'slow-first-token' ? pace.slowFirstTokenMs : pace.firstTokenMs);
  if (request.stream === false) chat.answerWhole();
  else await chat.stream();
}

/** What an empty conversation is answered: the model was loaded, or with `keep_alive: 0` let go. */
export function answerWarmUp(model: string, reason: 'load' | 'unload', response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  const message = { role: 'assistant', content: '' };
  response.end(
    `${JSON.stringify({ model, created_at: new Date().toISOString(), message, done_reason: reason, done: true })}\n`,
  );
}

class Chat {
  private readonly started = process.hrtime.bigint();
  private readonly request: ChatRequest;
  private readonly response: ServerResponse;
  private readonly mode: Mode;
  private readonly tokenMs: number;
  private readonly onFirstToken: () => void;
  private readonly answer: Answer;
  private readonly patience: Patience;
  private readonly lines: LineWriter;

  constructor(
    request: ChatRequest,
    response: ServerResponse,
    mode: Mode,
    pace: Pace,
    onFirstToken: () => void,
  ) {
    this.request = request;
    this.response = response;
    this.mode = mode;
    this.onFirstToken = onFirstToken;
    this.tokenMs = markedNumber(lastUserText(request.messages), 'pace') ?? pace.tokenMs;
    this.answer = answerFor(request, mode);
    this.patience = new Patience(response);
    this.lines = new LineWriter(response, this.patience, mode, this.tokenMs);
  }

  wait(milliseconds: number): Promise<void> {
    return this.patience.wait(milliseconds);
  }

  answerWhole(): void {
    const { response, mode } = this;
    if (['stall', 'infinite', 'flood', 'endless-thinking'].includes(mode)) return;
    if (mode === 'reset' || mode === 'connection-closed-early') {
      response.destroy();
      return;
    }
    const error = lateErrors[mode];
    response.writeHead(error === undefined ? 200 : 500, {
      'Content-Type': 'application/json; charset=utf-8',
    });
    this.onFirstToken();
    const { thinking, content } = this.answer;
    const thoughts = thinking.length > 0 ? { thinking: thinking.join('') } : {};
    if (mode === 'invalid-json') response.end('{"message": {"role"');
    else if (error !== undefined) response.end(JSON.stringify({ error }));
    else response.end(JSON.stringify(this.ending({ content: content.join(''), ...thoughts })));
  }

  async stream(): Promise<void> {
    const { response, mode } = this;
    const { thinking, content } = this.answer;
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    response.flushHeaders();
    for (const piece of thinking) await this.say({ thinking: piece });
    if (mode === 'endless-thinking') while (!response.destroyed) await this.say({ thinking: ' Hmm.' });
    const calmPieces = Math.min(PIECES_BEFORE_TROUBLE, content.length);
    for (const piece of content.slice(0, calmPieces)) await this.say({ content: piece });
    if (response.destroyed || (await this.runIntoTrouble())) return;
    for (const piece of content.slice(calmPieces)) await this.say({ content: piece });
    if (!response.destroyed) await this.lines.end(this.ending({ content: '' }));
  }

  private async say(words: { content: string } | { thinking: string }): Promise<void> {
    if (this.response.destroyed) return;
    if ('content' in words) this.onFirstToken();
    await this.lines.write(this.line(words));
    await this.wait(this.tokenMs);
  }

  /** True where the answer ends with it. */
  private async runIntoTrouble(): Promise<boolean> {
    const { response, mode, lines } = this;
    const error = lateErrors[mode];
    const ends: Partial<Record<Mode, () => unknown>> = {
      stall: () => undefined,
      reset: async () => {
        response.write('{"model":"double","message":{"role":"assistant","con');
        await this.wait(this.tokenMs);
        response.socket?.resetAndDestroy();
      },
      'connection-closed-early': () => response.end(),
      'invalid-json': () => response.end('{"message": {"role": "assistant", "content": not json}\n'),
      infinite: async () => {
        while (!response.destroyed) await this.say({ content: AND_SO_ON });
      },
      flood: () => lines.flood(this.line({ content: AND_SO_ON })),
    };
    const end = error === undefined ? ends[mode] : () => lines.end({ error });
    await end?.();
    if (mode === 'huge-line') await this.say({ content: 'a'.repeat(HUGE) });
    return end !== undefined;
  }

  private line(words: Record<string, unknown>): Record<string, unknown> {
    return { ...this.head(), message: { role: 'assistant', content: '', ...words }, done: false };
  }

  /** The last line, which has the calls. */
  private ending(words: Record<string, unknown>): Record<string, unknown> {
    const { call, thinking, content } = this.answer;
    const calls = call === undefined ? {} : { tool_calls: [call] };
    const total = Number(process.hrtime.bigint() - this.started);
    return {
      ...this.head(),
      message: { role: 'assistant', ...words, ...calls },
      done: true,
      done_reason: this.mode === 'cut-by-length' ? 'length' : 'stop',
      // Nanoseconds, as Ollama counts.
      total_duration: total,
      load_duration: 1_000_000,
      prompt_eval_count: promptTokens(this.request.messages),
      prompt_eval_duration: 2_000_000,
      eval_count: thinking.length + content.length,
      eval_duration: Math.max(total - 3_000_000, 1),
    };
  }

  private head(): Record<string, unknown> {
    return { model: this.request.model, created_at: new Date().toISOString() };
  }
}
