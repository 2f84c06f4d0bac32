import { z } from 'zod';
import { classifyRequestSchema, MAX_NLU_TEXT_LENGTH } from './nlu';

const accepts = (text: string) => classifyRequestSchema.safeParse({ text }).success;

it.each(['a', 'å', '🎵'])(
  'takes a text of %s up to the length that is sent to nlu, and none beyond it',
  (piece) => {
    const text = piece.repeat(MAX_NLU_TEXT_LENGTH / piece.length);
    expect(text).toHaveLength(MAX_NLU_TEXT_LENGTH);
    expect(accepts(text)).toBe(true);
    expect(accepts(`${text}a`)).toBe(false);
  },
);

it('says once what is wrong with a long text, and how long it may be', () => {
  const { error } = classifyRequestSchema.safeParse({ text: 'a'.repeat(5_000) });
  expect(error?.issues).toEqual([
    expect.objectContaining({ path: ['text'], code: 'too_big', maximum: MAX_NLU_TEXT_LENGTH }),
  ]);
});

it('names the length in its JSON schema', () => {
  expect(z.toJSONSchema(classifyRequestSchema.shape.text)).toMatchObject({
    type: 'string',
    minLength: 1,
    maxLength: MAX_NLU_TEXT_LENGTH,
  });
});
