import { isDeepStrictEqual } from 'node:util';

/** A tool with its arguments; null where none is called. */
export interface Call {
  readonly name: string | null;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Whether two calls mean the same. Names compare without regard to case, numbers and the like exactly. */
export function sameCall(a: Call, b: Call): boolean {
  return a.name === b.name && isDeepStrictEqual(withoutCase(a.args), withoutCase(b.args));
}

function withoutCase(args: Call['args']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.normalize('NFC').toLowerCase() : value,
    ]),
  );
}
