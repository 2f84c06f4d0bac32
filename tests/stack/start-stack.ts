import type { Health } from '../../packages/contracts/src';
import { buildImage, startComposeStack, waitUntil, type ComposeStack } from '../../packages/test-stack/src';
import { rememberStack } from './stack';

const holder = globalThis as { aliceTestStack?: ComposeStack };

/** Ports inside the stack's networks that nobody would guess: whatever is hard-wired somewhere fails. */
const ports = { backend: 8123, frontend: 3456, nlu: 7172, metrics: 9575 };

/** Starts the one stack that all stack tests share, with the double of Ollama that has the model. */
export default async function startStack(): Promise<void> {
  const ollama = await buildImage('tests/doubles/ollama/Dockerfile');
  const stack = await startComposeStack({
    profiles: ['llm'],
    environment: {
      OLLAMA_IMAGE: ollama,
      OLLAMA_MODEL: 'qwen3:4b',
      BACKEND_PORT: String(ports.backend),
      FRONTEND_PORT: String(ports.frontend),
      NLU_AGENT_PORT: String(ports.nlu),
      METRICS_PORT: String(ports.metrics),
    },
    startupTimeoutMs: 600_000,
  });
  holder.aliceTestStack = stack;
  try {
    await fetchModel(stack);
  } catch (error) {
    await stack.down();
    throw error;
  }
  const { project, httpUrl, setupToken, secretsDir } = stack;
  rememberStack({ project, httpUrl, setupToken, secretsDir, ports });
}

/** The model comes as it does for people: by the job, after the start; the backend sees it by itself. */
async function fetchModel(stack: ComposeStack): Promise<void> {
  await stack.compose('run', '--rm', '--no-deps', '--use-aliases', '-T', 'ollama-pull');
  await waitUntil(
    'the backend to see the model',
    async () => {
      const health = (await (await fetch(`${stack.httpUrl}/api/health`)).json()) as Health;
      return health.status === 'ok' && health.services.ollama.status === 'ok';
    },
    { timeoutMs: 20_000, intervalMs: 200 },
  );
}
