import * as contract from '@alice/contracts';
import { MAX_MESSAGE_LENGTH } from './message-rule';

it('takes messages as long as the contract does', () => {
  expect(MAX_MESSAGE_LENGTH).toBe(contract.MAX_MESSAGE_LENGTH);
});
