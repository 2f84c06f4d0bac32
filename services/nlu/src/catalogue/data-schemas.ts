import { toolNameSchema } from '@alice/contracts';
import { z } from 'zod';

const text = z.string().trim().min(1);
const args = z.record(text, z.unknown()).default({});
const sign = z.union([z.literal(1), z.literal(-1)]).default(1);
const listNames = z.array(text).default([]);

export const intentsSchema = z.record(
  text,
  z.strictObject({ tool: toolNameSchema.nullable(), massive: z.array(text).default([]) }),
);

export const slotsSchema = z.record(
  text,
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('open'),
      argument: text,
      mostWords: z.int().min(1).max(40),
      leastWords: z.int().min(1).default(1),
      look: z.enum(['any', 'name', 'rare']).default('any'),
      cut: text.optional(),
      refuse: z
        .strictObject({
          exact: listNames,
          start: listNames,
          inside: listNames,
          end: listNames,
          ending: listNames,
          forgive: listNames,
        })
        .prefault({}),
    }),
    z.strictObject({
      kind: z.literal('list'),
      argument: text,
      list: text,
      sign,
      mendable: z.boolean().default(true),
      asWritten: z.boolean().default(false),
      ending: text.optional(),
    }),
    z.strictObject({
      kind: z.literal('percentage'),
      argument: text,
      unitRequired: z.boolean().default(false),
      sign,
    }),
  ]),
);

export const textSlotsSchema = z.array(text);

export const rulesSchema = z.record(text, text);

export const frameSchema = z.strictObject({
  before: z.array(text),
  wishes: z.array(text),
  clauses: z.array(text),
  reports: z.record(text, text),
  questions: z.array(text),
  after: z.array(text),
  afterShort: z.array(text),
  hesitations: z.array(text),
  repairs: z.array(text),
  exchanges: z.array(text),
  remarks: z.strictObject({
    verbs: z.array(text),
    joins: z.array(text),
    verbEndings: z.array(text),
    begins: z.array(text),
    afterNames: z.array(text),
    never: z.array(text),
    neverAfter: z.array(text),
    topics: z.record(text, z.array(text)),
  }),
});

const numberTable = z.record(text, z.number());

export const numbersSchema = z.strictObject({
  values: numberTable,
  scales: numberTable,
  joiners: z.array(text),
  units: z.array(text),
  of: z.array(text),
  shares: numberTable,
  denominators: numberTable,
  about: z.array(text).default([]),
  wholes: z.array(text).default([]),
});

/** An entry that is only a phrase stands for itself. */
export const listSchema = z.array(
  z.union([
    text.transform((phrase) => ({ value: phrase, phrases: [phrase] })),
    z.strictObject({ value: z.union([text, z.number()]), phrases: z.array(text).min(1) }),
  ]),
);

export const sentencesSchema = z.strictObject({
  intent: text,
  groups: z.array(
    z.strictObject({
      args,
      confidence: z.number().min(0).max(1).optional(),
      direct: z.boolean().default(false),
      about: text.optional(),
      question: z.boolean().default(false),
      sentences: z.array(text).min(1),
    }),
  ),
});

export const examplesSchema = z.strictObject({
  intent: text,
  groups: z.array(z.strictObject({ args, sentences: z.array(text).min(1) })),
});

export const nothingSchema = z.array(text);

export const knownFailuresSchema = z.strictObject({
  /** How many there may be; lower it with every one that is mended, never raise it. */
  most: z.int().min(0),
  sentences: z.array(z.strictObject({ text, intent: text, args })),
});
