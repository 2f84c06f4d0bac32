import { InvalidInputError } from '@alice/errors';
import { z } from 'zod';

const placeSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a page of conversations ended. */
export interface Place {
  updated_at: string;
  id: string;
}

export function writeCursor({ updated_at, id }: Place): string {
  return Buffer.from(`${updated_at} ${id}`).toString('base64url');
}

/** @throws InvalidInputError where it is none that `writeCursor` wrote */
export function readCursor(cursor: string): Place {
  const place = placeSchema.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '));
  if (!place.success) {
    throw new InvalidInputError('the cursor is not one of ours', {
      fields: [{ path: 'cursor', message: 'cursor' }],
    });
  }
  const [updated_at, id] = place.data;
  return { updated_at, id };
}
