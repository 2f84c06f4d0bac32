import { execFile } from 'node:child_process';
import { readEnvironment } from '../config/read-environment';
import { BackupError } from './backup-error';

/** A program that ended with an error, and what it said last. */
export class ToolError extends Error {
  override readonly name = 'ToolError';

  constructor(
    readonly tool: string,
    readonly exitCode: number | undefined,
    readonly said: string,
  ) {
    super(`${tool} failed${exitCode === undefined ? '' : ` (${exitCode})`}: ${said}`);
  }
}

export interface ToolOptions {
  env?: Record<string, string | undefined>;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program and returns what it wrote to stdout.
 * @throws ToolError with the end of what it said; BackupError where the disk is full
 */
export function runTool(tool: string, args: readonly string[], options: ToolOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const { env, timeoutMs, signal } = options;
    execFile(
      tool,
      args,
      { env: { ...readEnvironment(), ...env }, timeout: timeoutMs, signal, maxBuffer: 64 * 2 ** 20 },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        const said = (stderr.trim() || error.message).slice(-1_500);
        if (/no space left on device/i.test(said)) {
          return reject(new BackupError('disk_full', `the disk is full: ${said}`));
        }
        reject(new ToolError(tool, typeof error.code === 'number' ? error.code : undefined, said));
      },
    );
  });
}
