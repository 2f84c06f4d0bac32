import type { ServerResponse } from 'node:http';
import { Patience } from './patience.ts';

const TOTAL = 2_620_788_260;
const DIGEST = `sha256:${'ab'.repeat(32)}`;
const STEPS = 4;

/** A download that `missing…` refuses; true once it is complete. */
export async function answerPull(
  name: string,
  stream: boolean,
  stepMs: number,
  response: ServerResponse,
): Promise<boolean> {
  response.setHeader('Content-Type', stream ? 'application/x-ndjson' : 'application/json');
  const line = (value: unknown) => stream && response.write(`${JSON.stringify(value)}\n`);
  line({ status: 'pulling manifest' });
  if (name.startsWith('missing')) {
    response.end(`${JSON.stringify({ error: 'pull model manifest: file does not exist' })}\n`);
    return false;
  }
  const patience = new Patience(response);
  for (let step = 0; step <= STEPS; step++) {
    await patience.wait(stepMs);
    if (response.destroyed) return false;
    line({
      status: `pulling ${DIGEST.slice(7, 19)}`,
      digest: DIGEST,
      total: TOTAL,
      completed: (TOTAL / STEPS) * step,
    });
  }
  for (const status of ['verifying sha256 digest', 'writing manifest']) line({ status });
  return true;
}
