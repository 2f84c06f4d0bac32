import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { startOllamaDouble } from './ollama-double.ts';

// `ollama serve | list | pull MODEL`, as far as the stack uses them.

function address(): { host: string; port: number } {
  const given = process.env.OLLAMA_HOST || '127.0.0.1:11434';
  const url = new URL(given.includes('://') ? given : `http://${given}`);
  return { host: url.hostname, port: Number(url.port || 11_434) };
}

function serverUrl(): string {
  const { host, port } = address();
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
}

async function serve(): Promise<void> {
  const double = await startOllamaDouble({
    ...address(),
    modelsDirectory: process.env.OLLAMA_MODELS || '/tmp/models',
    models: (process.env.OLLAMA_DOUBLE_MODELS ?? '').split(',').filter(Boolean),
    pace: { tokenMs: Number(process.env.OLLAMA_DOUBLE_TOKEN_MS || 20) },
  });
  const stop = () => void double.close().then(() => process.exit(0));
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

async function list(): Promise<void> {
  const response = await fetch(`${serverUrl()}/api/tags`);
  const { models } = (await response.json()) as { models: { name: string; size: number }[] };
  const lines = models.map(({ name, size }) => `${name}\t${(size / 1e9).toFixed(1)} GB`);
  process.stdout.write(`${['NAME\tSIZE', ...lines].join('\n')}\n`);
}

async function pull(model: string | undefined): Promise<void> {
  if (model === undefined) throw new Error('requires a model name');
  const response = await fetch(`${serverUrl()}/api/pull`, {
    method: 'POST',
    body: JSON.stringify({ model }),
  });
  const lines = createInterface({ input: Readable.fromWeb(response.body as ReadableStream) });
  for await (const line of lines) {
    const { status, error } = JSON.parse(line) as { status?: string; error?: string };
    if (error !== undefined) throw new Error(error);
    process.stdout.write(`${status}\n`);
  }
}

const [command, argument] = process.argv.slice(2);
const commands: Record<string, () => Promise<void>> = { serve, list, pull: () => pull(argument) };

async function main(): Promise<void> {
  const run = commands[command ?? ''];
  if (run === undefined) throw new Error(`unknown command "${command}"`);
  await run();
}

main().catch((error: unknown) => {
  process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
