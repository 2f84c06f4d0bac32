import { z } from 'zod';

const name = z.string().trim().min(1).max(300);

/**
 * The arguments of the 12 tools. A tool that takes none refuses any, so that a model's inventions are seen.
 * `level` is in percent, `delta` in percentage points.
 */
export const toolArgumentSchemas = {
  PLAY: z.strictObject({
    track: name.optional(),
    artist: name.optional(),
    album: name.optional(),
    playlist: name.optional(),
    genre: name.optional(),
    liked: z.boolean().optional(),
    query: name.optional(),
  }),
  PAUSE: z.strictObject({}),
  STOP: z.strictObject({}),
  NEXT: z.strictObject({}),
  PREV: z.strictObject({}),
  SET_VOLUME: z.union([
    z.strictObject({ level: z.int().min(0).max(100) }),
    z.strictObject({ delta: z.int().min(-100).max(100) }),
  ]),
  MUTE: z.strictObject({}),
  UNMUTE: z.strictObject({}),
  SHUFFLE: z.strictObject({ enabled: z.boolean() }),
  REPEAT: z.strictObject({ mode: z.enum(['off', 'one', 'all']) }),
  LIKE: z.strictObject({}),
  UNLIKE: z.strictObject({}),
} as const;

export type ToolName = keyof typeof toolArgumentSchemas;

export const toolNames = Object.keys(toolArgumentSchemas) as [ToolName, ...ToolName[]];
export const toolNameSchema = z.enum(toolNames);

export type ToolArguments = { [N in ToolName]: z.infer<(typeof toolArgumentSchemas)[N]> };

export const toolErrorCodes = [
  'tool_disabled',
  'invalid_arguments',
  'nothing_found',
  'nothing_playing',
  'no_device',
  'premium_required',
  'volume_unsupported',
  'rate_limited',
  'reconnect_needed',
  'unavailable',
] as const;
export type ToolErrorCode = (typeof toolErrorCodes)[number];

export const toolCallSchema = z
  .object({
    name: z.string(),
    args: z.record(z.string(), z.unknown()),
    source: z.enum(['router', 'harmony']),
    executed: z.boolean(),
    latency_ms: z.number(),
    result: z.record(z.string(), z.unknown()).optional(),
    error: z.object({ code: z.enum(toolErrorCodes), message: z.string() }).optional(),
  })
  .meta({ id: 'ToolCall' });

/** One run of a tool, successful or not; `latency_ms` is in milliseconds. */
export type ToolCall = z.infer<typeof toolCallSchema>;

export const toolDescriptionSchema = z
  .object({
    name: toolNameSchema,
    description: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    enabled: z.boolean(),
  })
  .meta({ id: 'ToolDescription' });
export type ToolDescription = z.infer<typeof toolDescriptionSchema>;

export const executeToolRequestSchema = z
  .object({ args: z.record(z.string(), z.unknown()).default({}) })
  .meta({ id: 'ExecuteToolRequest' });
