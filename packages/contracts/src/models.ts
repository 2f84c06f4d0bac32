import { z } from 'zod';

/** A model's name as Ollama takes it: `qwen3:4b`, `library/qwen3`, `hf.co/owner/model:Q4_K_M`. */
export const modelNameSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][\w.-]*(?:\/[\w.-]+){0,3}(?::[\w.-]+)?$/);

/** How long a model that can think may do so. */
export const reasoningEffortSchema = z.enum(['low', 'medium', 'high']);
export type ReasoningEffort = z.infer<typeof reasoningEffortSchema>;

export const modelSchema = z
  .object({
    name: z.string(),
    sizeBytes: z.number(),
    modifiedAt: z.string(),
    /** As its maker names them, e.g. `4.0B` and `Q4_K_M`; null where they are not told. */
    parameterSize: z.string().nullable(),
    quantization: z.string().nullable(),
    /** E.g. `completion`, `tools`, `thinking`, `vision`. */
    capabilities: z.array(z.string()),
    /** The longest context that it was made for, in tokens; null where it is not told. */
    contextLength: z.number().nullable(),
  })
  .meta({ id: 'Model' });
export type Model = z.infer<typeof modelSchema>;

export const modelPullSchema = z
  .object({
    name: z.string(),
    status: z.enum(['running', 'done', 'failed', 'cancelled']),
    /** Of all layers known so far; null before the first is. */
    completedBytes: z.number().nullable(),
    totalBytes: z.number().nullable(),
    /** What the server says that it does, in its own words. */
    step: z.string(),
  })
  .meta({ id: 'ModelPull' });

/** A download of a model, running or just ended. */
export type ModelPull = z.infer<typeof modelPullSchema>;

export const modelsSchema = z
  .object({
    models: z.array(modelSchema),
    defaultModel: z.string(),
    reasoningEffort: reasoningEffortSchema,
    pulls: z.array(modelPullSchema),
  })
  .meta({ id: 'Models' });
export type Models = z.infer<typeof modelsSchema>;

export const pullModelRequestSchema = z.object({ name: modelNameSchema }).meta({ id: 'PullModelRequest' });

export const modelSettingsSchema = z
  .object({ defaultModel: modelNameSchema, reasoningEffort: reasoningEffortSchema })
  .partial()
  .refine((change) => Object.keys(change).length > 0)
  .meta({ id: 'ModelSettings' });
export type ModelSettings = z.infer<typeof modelSettingsSchema>;
