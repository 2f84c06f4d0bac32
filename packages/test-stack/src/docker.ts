import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** The directory that holds the Compose files: the context of every image. */
export const repositoryRoot = resolve(__dirname, '../../..');

export interface DockerOptions {
  env?: Record<string, string>;
  timeoutMs?: number;
}

/** Runs the docker command line and returns its stdout; fails with what it wrote to stderr. */
export function docker(
  args: string[],
  { env = {}, timeoutMs = 600_000 }: DockerOptions = {},
): Promise<string> {
  return new Promise((done, fail) => {
    const options = {
      cwd: repositoryRoot,
      env: { ...process.env, DOCKER_BUILDKIT: '1', ...env },
      timeout: timeoutMs,
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile('docker', args, options, (error, stdout, stderr) => {
      if (error === null) return done(stdout);
      const end = `${stdout.slice(-1000)}${stderr.slice(-3000)}`;
      fail(
        new Error(`docker ${args.slice(0, 3).join(' ')} … failed: ${end || error.message}`, { cause: error }),
      );
    });
  });
}
