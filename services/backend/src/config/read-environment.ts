import { existsSync } from 'node:fs';
import { config as readDotenv } from 'dotenv';

/** The process's environment; outside of a container also what the file named by `ENV_FILE` says. */
export function readEnvironment(): Record<string, string | undefined> {
  const path = process.env.ENV_FILE;
  const file = path && existsSync(path) ? readDotenv({ path, quiet: true, processEnv: {} }).parsed : {};
  return { ...file, ...process.env };
}
