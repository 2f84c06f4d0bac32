import { MAX_MESSAGE_LENGTH as LIMIT } from '@alice/contracts';
import { MAX_MESSAGE_LENGTH, roomLeft } from './message-rule';

it('is the limit of the contract', () => {
  expect(MAX_MESSAGE_LENGTH).toBe(LIMIT);
});

it.each([
  ['', null],
  ['a'.repeat(7_499), null],
  ['a'.repeat(7_500), 500],
  ['a'.repeat(8_000), 0],
  ['a'.repeat(8_001), -1],
  // A character outside the basic plane is one, though it takes two units.
  ['🎵'.repeat(4_000), null],
  ['🎵'.repeat(8_001), -1],
  [`${'a'.repeat(8_000)}\n \n`, 0],
])('tells the room that is left (%#)', (text, left) => {
  expect(roomLeft(text)).toBe(left);
});
