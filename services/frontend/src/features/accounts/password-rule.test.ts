import { passwordSchema } from '@alice/contracts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-rule';

it('asks for passwords as long as the contract does', () => {
  const taken = [
    MIN_PASSWORD_LENGTH - 1,
    MIN_PASSWORD_LENGTH,
    MAX_PASSWORD_LENGTH,
    MAX_PASSWORD_LENGTH + 1,
  ].map((length) => passwordSchema.safeParse('x'.repeat(length)).success);
  expect(taken).toEqual([false, true, true, false]);
});
