import type { ServerResponse } from 'node:http';
import { answerFor, inPieces, thinkingFor, toolCallFor, type ChatRequest } from './answer.ts';
import { lateErrors, type Mode } from './bad-days.ts';
import { Patience } from './patience.ts';

export interface Pace {
  tokenMs: number;
  firstTokenMs: number;
  slowFirstTokenMs: number;
  pullStepMs: number;
  /** For a model whose name begins with "slow". */
  slowPullStepMs: number;
}

const PIECES_BEFORE_TROUBLE = 3;

/** One answer of /api/chat, as NDJSON or, with `stream: false`, in one piece. */
export async function streamChat(
  request: ChatRequest,
  response: ServerResponse,
  mode: Mode,
  pace: Pace,
): Promise<void> {
  const started = process.hrtime.bigint();
  const call = toolCallFor(request);
  const thinking = request.think === false ? '' : thinkingFor(request);
  const content = call !== undefined || mode === 'empty' ? '' : answerFor(request);
  const ending = () => ({
    done: true,
    done_reason: mode === 'cut-by-length' ? 'length' : 'stop',
    ...counters(started, inPieces(content).length),
  });
  const head = () => ({ model: request.model, created_at: new Date().toISOString() });
  const calls = call === undefined ? {} : { tool_calls: [call] };
  const patience = new Patience(response);

  await patience.wait(mode === 'slow-first-token' ? pace.slowFirstTokenMs : pace.firstTokenMs);
  if (request.stream === false) {
    const error = lateErrors[mode];
    response.writeHead(error === undefined ? 200 : 500, {
      'Content-Type': 'application/json; charset=utf-8',
    });
    const message = { role: 'assistant', content, ...(thinking ? { thinking } : {}), ...calls };
    if (mode === 'invalid-json') response.end('{"message": {"role"');
    else if (mode === 'stall' || mode === 'infinite') return;
    else if (mode === 'reset') response.destroy();
    else response.end(JSON.stringify(error === undefined ? { ...head(), message, ...ending() } : { error }));
    return;
  }

  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  response.flushHeaders();
  const line = (message: Record<string, unknown>) => {
    response.write(
      `${JSON.stringify({ ...head(), message: { role: 'assistant', content: '', ...message }, done: false })}\n`,
    );
  };
  for (const piece of inPieces(thinking)) {
    line({ thinking: piece });
    await patience.wait(pace.tokenMs);
  }
  for (const [index, piece] of inPieces(content).entries()) {
    if (response.destroyed) return;
    if (
      index === PIECES_BEFORE_TROUBLE &&
      mode !== 'ok' &&
      (await trouble(mode, response, line, patience, pace))
    )
      return;
    line({ content: piece });
    await patience.wait(pace.tokenMs);
  }
  if (response.destroyed) return;
  // A call has no words before it, so trouble comes in its place.
  if (content === '' && (await trouble(mode, response, line, patience, pace))) return;
  response.end(
    `${JSON.stringify({ ...head(), message: { role: 'assistant', content: '', ...calls }, ...ending() })}\n`,
  );
}

type Line = (message: Record<string, unknown>) => void;

/** True where the answer ends with it. */
async function trouble(
  mode: Mode,
  response: ServerResponse,
  line: Line,
  patience: Patience,
  pace: Pace,
): Promise<boolean> {
  const error = lateErrors[mode];
  if (error !== undefined) {
    response.end(`${JSON.stringify({ error })}\n`);
    return true;
  }
  if (mode === 'stall') return true;
  if (mode === 'reset') {
    response.write('{"model":"double","message":{"role":"assistant","con');
    await patience.wait(pace.tokenMs);
    response.socket?.resetAndDestroy();
    return true;
  }
  if (mode === 'invalid-json') {
    response.end('{"message": {"role": "assistant", "content": not json}\n');
    return true;
  }
  if (mode === 'infinite') {
    while (!response.destroyed) {
      line({ content: ' och så vidare' });
      await patience.wait(pace.tokenMs);
    }
    return true;
  }
  if (mode === 'huge-line') line({ content: 'a'.repeat(10 * 1024 * 1024) });
  return false;
}

/** Nanoseconds, as Ollama counts. */
function counters(started: bigint, tokens: number): Record<string, number> {
  const total = Number(process.hrtime.bigint() - started);
  return {
    total_duration: total,
    load_duration: 1_000_000,
    prompt_eval_count: 42,
    prompt_eval_duration: 2_000_000,
    eval_count: tokens,
    eval_duration: Math.max(total - 3_000_000, 1),
  };
}
