import { z } from 'zod';

export const serviceHealthSchema = z
  .object({ status: z.enum(['ok', 'starting', 'down', 'off']), detail: z.string().optional() })
  .meta({ id: 'ServiceHealth' });

export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    uptimeSeconds: z.number(),
    services: z.object({
      database: serviceHealthSchema,
      nlu: serviceHealthSchema,
      ollama: serviceHealthSchema,
      speech: serviceHealthSchema,
      music: serviceHealthSchema,
    }),
  })
  .meta({ id: 'Health' });

/** The state of Alice as a whole; only a service that is `down` makes it `degraded`. */
export type Health = z.infer<typeof healthSchema>;
