import { modelNameSchema, modelSuggestionSchema } from '@alice/contracts';
import { z } from 'zod';

const entrySchema = modelSuggestionSchema
  .pick({ title: true, licence: true, languages: true, tools: true, thinks: true })
  .extend({
    name: modelNameSchema,
    sizeBytes: z.number().int().positive(),
    /** Of the context, for each token; see `sources` in the file. */
    cacheBytesPerToken: z.number().int().positive(),
    /** The part of the weights that is read for one token: 1 but for a mixture of experts. */
    activeShare: z.number().positive().max(1),
  });
export type CatalogueEntry = z.infer<typeof entrySchema>;

/** The models that are suggested, from the one that Alice would take last to the one that she would take first. */
export const modelCatalogueSchema = z.object({
  sources: z.record(z.string(), z.string().min(1)),
  models: z
    .array(entrySchema)
    .min(1)
    .refine(
      (models) => new Set(models.map(({ name }) => name)).size === models.length,
      'names a model twice',
    ),
});
