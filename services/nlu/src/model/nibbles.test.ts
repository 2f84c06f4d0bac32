import { packNibbles, unpackNibbles } from './nibbles';

it('comes back from half the bytes', () => {
  const values = Uint8Array.of(0, 15, 7, 8, 1, 2);
  const packed = packNibbles(values);
  expect(packed).toHaveLength(3);
  expect([...unpackNibbles(packed)]).toEqual([...values]);
  expect([...unpackNibbles(packed, 8)]).toEqual([-8, 7, -1, 0, -7, -6]);
});
