import { z } from 'zod';
import type { InvalidInputError } from '@alice/errors';
import en from './messages/en.json';
import sv from './messages/sv.json';
import { parseInput } from './parse-input';
import { runInContext } from './request-context';

const schema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(1_000)
    .regex(/^[a-z]*$/),
  password: z.string().min(10),
  level: z.int().min(0).max(100),
  on: z.boolean(),
  theme: z.enum(['light', 'dark']),
  genres: z.array(z.string()).min(1).max(2),
});
const right = { name: 'bo', password: 'x'.repeat(10), level: 1, on: true, theme: 'dark', genres: ['pop'] };

function messagesOf(change: Record<string, unknown>, locale: 'sv' | 'en' = 'sv'): string[] {
  try {
    runInContext({ requestId: 'r', locale }, () => parseInput(schema, { ...right, ...change }));
    return [];
  } catch (error) {
    return ((error as InvalidInputError).fields ?? []).map(({ path, message }) => `${path}: ${message}`);
  }
}

it.each([
  [{ name: undefined }, 'name: Det här saknas.'],
  [{ theme: undefined }, 'theme: Det här saknas.'],
  [{ name: ' ' }, 'name: Det här behöver fyllas i.'],
  [{ name: 'a'.repeat(1_001) }, 'name: Högst 1\u00a0000 tecken.'],
  [{ name: 'A' }, 'name: Här finns tecken som inte går att använda.'],
  [{ name: 7 }, 'name: Det här ska vara en text.'],
  [{ password: 'kort' }, 'password: Minst 10 tecken.'],
  [{ level: -1 }, 'level: Minst 0.'],
  [{ level: 101 }, 'level: Högst 100.'],
  [{ level: 'hög' }, 'level: Det här ska vara ett tal.'],
  [{ level: 1.5 }, 'level: Det här ska vara ett heltal.'],
  [{ on: 'ja' }, 'on: Det här ska vara true eller false.'],
  [{ theme: 'pink' }, 'theme: Ska vara något av: light, dark.'],
  [{ genres: [] }, 'genres: Minst 1 stycken.'],
  [{ genres: ['a', 'b', 'c'] }, 'genres: Högst 2 stycken.'],
  [{ extra: 1 }, ': Okänt här: extra.'],
])('says of %j what is wrong in plain words', (change, message) => {
  expect(messagesOf(change)).toEqual([message]);
});

it('says it in the language of the request', () => {
  expect(messagesOf({ name: undefined, password: 'short', level: 101 }, 'en')).toEqual([
    'name: This is missing.',
    'password: At least 10 characters.',
    'level: At most 100.',
  ]);
});

it('has the same words in both languages', () => {
  expect(Object.keys(en.inputs)).toEqual(Object.keys(sv.inputs));
  expect(Object.keys(en.types)).toEqual(Object.keys(sv.types));
});
