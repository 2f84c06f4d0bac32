import { passwordSchema } from '@alice/contracts';
import { MIN_PASSWORD_LENGTH } from './password-rule';

it('asks for passwords as long as the contract does', () => {
  expect(passwordSchema.safeParse('x'.repeat(MIN_PASSWORD_LENGTH)).success).toBe(true);
  expect(passwordSchema.safeParse('x'.repeat(MIN_PASSWORD_LENGTH - 1)).success).toBe(false);
});
