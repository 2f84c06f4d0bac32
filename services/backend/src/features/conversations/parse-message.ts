import { MAX_MESSAGE_LENGTH } from '@alice/contracts';
import { TooLargeError } from '@alice/errors';
import { currentContext, parseInput } from '@alice/service-runtime';
import type { z } from 'zod';
import { translate } from '../../messages/translate';

/**
 * Checks a message against its schema.
 * @throws TooLargeError with the limit where its text is too long, InvalidInputError for everything else
 */
export function parseMessage<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const text: unknown = (input as { text?: unknown } | null | undefined)?.text;
  if (typeof text === 'string' && text.length > MAX_MESSAGE_LENGTH && [...text].length > MAX_MESSAGE_LENGTH) {
    const locale = currentContext()?.locale ?? 'sv';
    const message = translate(locale, 'error.message_too_long', { limit: MAX_MESSAGE_LENGTH });
    throw new TooLargeError('the message is too long', { fields: [{ path: 'text', message }] });
  }
  return parseInput(schema, input);
}
