import type { ServerResponse } from 'node:http';
import { Patience } from './patience.ts';

const TOTAL = 2_620_788_260;
const DIGEST = `sha256:${'ab'.repeat(32)}`;
const STEPS = 4;

/** How the download of a model ends whose name begins so, in Ollama's words; the last two fail halfway. */
const FAILURES: Record<string, { error: string; halfway?: boolean }> = {
  missing: { error: 'pull model manifest: file does not exist' },
  newer: {
    error:
      'pull model manifest: 412: The model you are attempting to pull requires a newer version of Ollama.',
  },
  full: {
    error: 'max retries exceeded: write /models/blobs/sha256-abab-partial: no space left on device',
    halfway: true,
  },
  offline: {
    error: 'max retries exceeded: Get "https://registry/v2/blobs": dial tcp: lookup registry: no such host',
    halfway: true,
  },
};

/** A download that a few names refuse; true once it is complete. */
export async function answerPull(
  name: string,
  stream: boolean,
  stepMs: number,
  response: ServerResponse,
): Promise<boolean> {
  response.setHeader('Content-Type', stream ? 'application/x-ndjson' : 'application/json');
  const line = (value: unknown) => stream && response.write(`${JSON.stringify(value)}\n`);
  line({ status: 'pulling manifest' });
  const failure = Object.entries(FAILURES).find(([begin]) => name.startsWith(begin))?.[1];
  const fail = () => {
    response.end(`${JSON.stringify({ error: failure?.error })}\n`);
    return false;
  };
  if (failure && !failure.halfway) return fail();
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
    if (failure && step === STEPS / 2) return fail();
  }
  for (const status of ['verifying sha256 digest', 'writing manifest']) line({ status });
  return true;
}
