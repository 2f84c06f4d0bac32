import { chatRequestSchema } from '@alice/contracts';
import { randomId } from './random-id';

describe('randomId', () => {
  it('is a UUID to the contract', () => {
    expect(chatRequestSchema.safeParse({ text: 'hej', conversationId: randomId() }).success).toBe(true);
  });

  it('differs each time', () => {
    expect(new Set(Array.from({ length: 100 }, randomId)).size).toBe(100);
  });
});
