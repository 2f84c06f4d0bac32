import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A chat as the double of the language model saw it; times in milliseconds since 1970. */
export interface ChatRecord {
  /** What the person said. */
  text: string;
  aborted: boolean;
  startedAt: number;
  firstTokenAt?: number;
  endedAt?: number;
}

export interface DirectStreams {
  /** Time to the first word beyond the double's own, in milliseconds, by stream. */
  overOwn: number[];
  /** When the words came, by stream. */
  times: number[][];
}

const ANSWER_MS = 120_000;

/** Asks the double of Ollama from inside its network, through a container of its own. */
export class DoubleProbe {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  private asked = 0;

  constructor(project: string, image: string, model: string) {
    const script = readFileSync(join(__dirname, 'in-network/probe.ts'), 'utf8');
    const flags = ['--rm', '--interactive', '--label', `com.docker.compose.project=${project}`];
    const network = ['--network', `${project}_llm`, '--env', `OLLAMA_MODEL=${model}`];
    const command = ['node', '--input-type=module-typescript', '--no-warnings', '-e', script];
    this.child = spawn('docker', ['run', ...flags, ...network, image, ...command], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.take(line));
    this.child.once('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('the probe has ended'));
    });
  }

  /** What was asked since the last `clear`. */
  async records(): Promise<ChatRecord[]> {
    return (await this.ask({ ask: 'records' })) as ChatRecord[];
  }

  async clear(): Promise<void> {
    await this.ask({ ask: 'clear' });
  }

  /** How many answers the double makes now. */
  async running(): Promise<number> {
    return ((await this.ask({ ask: 'running' })) as { running: number }).running;
  }

  /** The floor: the double alone answers `text`, `atOnce` times at a time in `rounds` rounds. */
  async streams(text: string, atOnce: number, rounds: number): Promise<DirectStreams> {
    return (await this.ask({ ask: 'streams', text, atOnce, rounds })) as DirectStreams;
  }

  close(): void {
    this.child.stdin.end();
    this.child.kill();
  }

  private ask(question: Record<string, unknown>): Promise<unknown> {
    const id = ++this.asked;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const late = setTimeout(
      () => reject(new Error(`the probe did not answer: ${String(question.ask)}`)),
      ANSWER_MS,
    );
    this.waiting.set(id, { resolve, reject });
    this.child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
    return promise.finally(() => {
      clearTimeout(late);
      this.waiting.delete(id);
    });
  }

  private take(line: string): void {
    const { id, result, error } = JSON.parse(line) as { id: number; result?: unknown; error?: string };
    const asker = this.waiting.get(id);
    if (error === undefined) asker?.resolve(result);
    else asker?.reject(new Error(error));
  }
}
