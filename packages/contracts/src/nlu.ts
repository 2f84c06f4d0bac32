import { z } from 'zod';
import { localeSchema } from './locale';
import { toolNameSchema } from './tools';

/** Longest text that nlu reads, in UTF-16 code units; a longer one goes to the language model without it. */
export const MAX_NLU_TEXT_LENGTH = 1000;

export const classifyRequestSchema = z
  .object({ text: z.string().min(1).max(MAX_NLU_TEXT_LENGTH), locale: localeSchema.optional() })
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
