import { readFileSync } from 'node:fs';
import { ConfigError } from '@alice/errors';
import type { z } from 'zod';

/**
 * Reads the variables that `schema` names from `env`. A variable that is not set may come as a file, named by
 * `X_FILE`; an empty value counts as missing.
 * @throws ConfigError with every wrong variable's name and reason, never a value.
 */
export function readConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Record<string, string | undefined>,
): z.infer<z.ZodObject<Shape>> {
  const raw: Record<string, string> = {};
  const wrong = new Map<string, string>();
  for (const name of Object.keys(schema.shape)) {
    const file = env[`${name}_FILE`];
    try {
      const value = env[name]?.trim() || (file ? readFileSync(file, 'utf8').trim() : '');
      if (value !== '') raw[name] = value;
    } catch {
      wrong.set(`${name}_FILE`, 'names a file that cannot be read');
    }
  }
  const parsed = schema.safeParse(raw);
  for (const issue of parsed.success ? [] : parsed.error.issues) {
    const name = String(issue.path[0] ?? '');
    if (wrong.has(`${name}_FILE`)) continue;
    wrong.set(name, name in raw ? issue.message : 'is missing');
  }
  if (!parsed.success || wrong.size > 0) {
    const list = [...wrong].map(([name, reason]) => `${name}: ${reason}`).join('; ');
    throw new ConfigError(`the environment is wrong: ${list}`);
  }
  return parsed.data;
}

/**
 * Names in `env` that look as if they were meant for this service but that no schema knows: they share the first
 * word with a known name, or differ from one by a single letter.
 */
export function unknownVariables(
  schema: z.ZodObject,
  env: Record<string, string | undefined>,
  known: readonly string[] = [],
): string[] {
  const names = [...Object.keys(schema.shape), ...known].flatMap((name) => [name, `${name}_FILE`]);
  const families = new Set(names.filter((name) => name.includes('_')).map((name) => name.split('_')[0]));
  families.delete('NODE');
  return Object.keys(env)
    .filter((name) => !names.includes(name))
    .filter(
      (name) => families.has(name.split('_')[0] ?? '') || names.some((other) => oneLetterApart(name, other)),
    )
    .sort();
}

function oneLetterApart(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  return a.slice(start + (a.length >= b.length ? 1 : 0)) === b.slice(start + (b.length >= a.length ? 1 : 0));
}
