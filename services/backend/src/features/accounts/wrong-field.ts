import type { FieldError } from '@alice/errors';
import { currentContext } from '@alice/service-runtime';
import { translate, type MessageKey } from '../../messages/translate';

/** What is wrong with one field of the input, in the language of the request. */
export const wrongField = (path: string, key: MessageKey): { fields: FieldError[] } => ({
  fields: [{ path, message: translate(currentContext()?.locale ?? 'sv', key) }],
});
