import { InvalidInputError } from '@alice/errors';
import type { z } from 'zod';
import { inputMessage } from './input-message';
import { currentContext } from './request-context';

/**
 * Checks what came from outside against its schema.
 * @throws InvalidInputError with a message for each wrong field, in the language of the request.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const locale = currentContext()?.locale ?? 'sv';
  const parsed = schema.safeParse(input, { error: (issue) => inputMessage(locale, issue) });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new InvalidInputError('the input breaks its schema', { fields });
}
