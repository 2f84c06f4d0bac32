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

/** Why a download failed, where what the server said tells it. */
export const pullFailureSchema = z.enum(['unknown_model', 'disk_full', 'no_network', 'old_server', 'other']);
export type PullFailure = z.infer<typeof pullFailureSchema>;

export const modelPullSchema = z
  .object({
    name: z.string(),
    status: z.enum(['running', 'done', 'failed', 'cancelled']),
    /** Of one that failed. */
    failure: pullFailureSchema.optional(),
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

/** What the language model's server has to work with. */
export const machineSchema = z
  .object({
    memoryBytes: z.number(),
    /** Of the main memory, what a model may take. */
    usableBytes: z.number(),
    processors: z.number(),
    /** Null where there is none, or none whose memory is known. */
    gpu: z.object({ memoryBytes: z.number() }).nullable(),
  })
  .meta({ id: 'Machine' });
export type Machine = z.infer<typeof machineSchema>;

/** How a model would run: at about the speed of reading, slower, not at all, or on a machine that is not known. */
export const modelFitSchema = z.enum(['well', 'slowly', 'no', 'unknown']);
export type ModelFit = z.infer<typeof modelFitSchema>;

export const modelSuggestionSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    /** To fetch, and on disk. */
    sizeBytes: z.number(),
    /** In memory while it answers, with the context that Alice gives it. */
    needsBytes: z.number(),
    fits: modelFitSchema,
    /** True for one at most. */
    recommended: z.boolean(),
    installed: z.boolean(),
    licence: z.object({ name: z.string(), url: z.url() }),
    /** What its maker says of languages: Swedish by name, very many, or English above all. */
    languages: z.enum(['swedish', 'many', 'english']),
    /** Whether it can run commands itself. */
    tools: z.boolean(),
    /** Whether it thinks before it answers: never, when told to, or always. */
    thinks: z.enum(['never', 'optional', 'always']),
  })
  .meta({ id: 'ModelSuggestion' });
export type ModelSuggestion = z.infer<typeof modelSuggestionSchema>;

export const modelSuggestionsSchema = z
  .object({
    /** Null where the language model's server is another machine. */
    machine: machineSchema.nullable(),
    suggestions: z.array(modelSuggestionSchema),
  })
  .meta({ id: 'ModelSuggestions' });
export type ModelSuggestions = z.infer<typeof modelSuggestionsSchema>;
