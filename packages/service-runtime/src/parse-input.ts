import { InvalidInputError } from '@alice/errors';
import { z } from 'zod';
import { currentContext } from './request-context';

const messagesOf = { sv: z.locales.sv().localeError, en: z.locales.en().localeError };

/**
 * Checks what came from outside against its schema.
 * @throws InvalidInputError with a message for each wrong field, in the language of the request.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input, { error: messagesOf[currentContext()?.locale ?? 'sv'] });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new InvalidInputError('the input breaks its schema', { fields });
}
