import { z } from 'zod';
import { localeSchema } from './locale';
import { toolNameSchema } from './tools';

/** Longest text that nlu reads, in UTF-16 code units (`length`); a longer one goes to the language model without it. */
export const MAX_NLU_TEXT_LENGTH = 1000;

/** zod's own `max` counts code points, and would take texts that nobody sends. */
const nluTextSchema = z
  .string()
  .min(1)
  .check(({ value: input, issues }) => {
    if (input.length > MAX_NLU_TEXT_LENGTH)
      issues.push({
        code: 'too_big',
        origin: 'string',
        maximum: MAX_NLU_TEXT_LENGTH,
        inclusive: true,
        input,
      });
  })
  .meta({ maxLength: MAX_NLU_TEXT_LENGTH });

export const classifyRequestSchema = z
  .object({ text: nluTextSchema, locale: localeSchema.optional() })
  .meta({ id: 'ClassifyRequest' });
export type ClassifyRequest = z.infer<typeof classifyRequestSchema>;

export const classificationSchema = z
  .object({
    intent: z.string(),
    confidence: z.number().min(0).max(1),
    slots: z.record(z.string(), z.unknown()),
    tool: z.object({ name: toolNameSchema, args: z.record(z.string(), z.unknown()) }).nullable(),
    alternatives: z.array(z.object({ intent: z.string(), confidence: z.number() })),
    matched: z.string().optional(),
  })
  .meta({ id: 'Classification' });

/** What nlu understood: `intent` is a tool's name, another name of the catalogue, or `none`. */
export type Classification = z.infer<typeof classificationSchema>;

export const nluHealthSchema = z.object({
  status: z.literal('ok'),
  version: z.string(),
  uptimeSeconds: z.number(),
});
