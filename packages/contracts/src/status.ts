import { z } from 'zod';
import { backupFailureSchema } from './backup-state';
import { serviceHealthSchema } from './health';

/** The parts that the page of the status tells of; nginx and the frontend show themselves by showing it. */
export const statusServices = [
  'backend',
  'database',
  'nlu',
  'ollama',
  'speech',
  'music',
  'prometheus',
] as const;
export const statusServiceSchema = z.enum(statusServices);
export type StatusService = z.infer<typeof statusServiceSchema>;

export const serviceStatusSchema = serviceHealthSchema
  .extend({
    /** What runs there, e.g. `PostgreSQL 17.6`; null where it cannot be told. */
    version: z.string().nullable(),
  })
  .meta({ id: 'ServiceStatus' });
export type ServiceStatus = z.infer<typeof serviceStatusSchema>;

/** Where nginx's certificate is to come from. */
export const tlsModeSchema = z.enum(['letsencrypt', 'own', 'self-signed']);
export type TlsMode = z.infer<typeof tlsModeSchema>;

/** The rules of services/prometheus/alerts.yml that the page tells as they are; the others it sees for itself. */
export const toldAlerts = [
  'HealerGaveUp',
  'ModelSilent',
  'QueueFull',
  'SlowCommands',
  'DatabaseConnections',
  'MemoryHigh',
  'Restarts',
] as const;
export const toldAlertSchema = z.enum(toldAlerts);
export type ToldAlert = z.infer<typeof toldAlertSchema>;

/** Something that is wrong, the gravest first; the page says what it is and what to do. Sizes are in bytes. */
export const statusProblemSchema = z
  .discriminatedUnion('code', [
    z.object({ code: z.literal('service_down'), service: statusServiceSchema }),
    z.object({
      code: z.literal('model_missing'),
      service: z.literal('ollama'),
      model: z.string(),
      /** What the server said of the download that failed, where one did. */
      failure: z.string().nullable(),
    }),
    z.object({
      code: z.literal('disk_low'),
      service: z.literal('backend'),
      freeBytes: z.number(),
      totalBytes: z.number(),
    }),
    z.object({
      /** `answers_fail`: errors of ours; `answers_unavailable`: something that was needed was away. */
      code: z.enum(['answers_fail', 'answers_unavailable']),
      service: z.enum(['backend', 'nlu', 'frontend']),
    }),
    z.object({
      /** `certificate_ends`: it is due for renewal and was not; `certificate_missing`: nginx serves one that it made itself. */
      code: z.literal('certificate_ends'),
      service: z.literal('nginx'),
      mode: tlsModeSchema,
      /** Whole days until then; 0 also where it is past. */
      days: z.int().min(0),
    }),
    z.object({ code: z.literal('certificate_missing'), service: z.literal('nginx'), mode: tlsModeSchema }),
    z.object({
      code: z.literal('alert'),
      service: z.enum(['backend', 'nlu', 'frontend', 'prometheus']),
      alert: toldAlertSchema,
    }),
    /** Null where none was ever verified. */
    z.object({
      code: z.literal('backup_old'),
      service: z.literal('backup'),
      ageHours: z.int().nullable(),
    }),
    z.object({
      code: z.literal('backup_failed'),
      service: z.literal('backup'),
      failure: backupFailureSchema,
    }),
    z.object({ code: z.literal('queue_long'), service: z.literal('ollama'), waiting: z.int() }),
  ])
  .meta({ id: 'StatusProblem' });
export type StatusProblem = z.infer<typeof statusProblemSchema>;

export const statusSchema = z
  .object({
    uptimeSeconds: z.number(),
    services: z.record(statusServiceSchema, serviceStatusSchema),
    /** Turns at the language model now. */
    queue: z.object({ running: z.int(), waiting: z.int() }),
    /** What the last 24 hours held, by the figures; null where they cannot be had. */
    lastDay: z.object({ commands: z.int(), answers: z.int(), failures: z.int() }).nullable(),
    /** In bytes; null where it cannot be told. */
    disk: z.object({
      free: z.number().nullable(),
      total: z.number().nullable(),
      database: z.number().nullable(),
      models: z.number().nullable(),
    }),
    /** The newest backup that was restored and compared, without its values where there is none; null where none are made. */
    backup: z
      .object({ verifiedAt: z.iso.datetime().nullable(), sizeBytes: z.number().nullable() })
      .nullable(),
    problems: z.array(statusProblemSchema),
  })
  .meta({ id: 'Status' });

/** How all of Alice is now, for its owner. */
export type Status = z.infer<typeof statusSchema>;

export const seriesNames = [
  'turns',
  'command_seconds',
  'first_word_seconds',
  'answer_seconds',
  'errors',
  'queue',
  'requests',
  'memory',
  'event_loop_seconds',
  'disk',
] as const;
export const seriesNameSchema = z.enum(seriesNames);
export type SeriesName = z.infer<typeof seriesNameSchema>;

export const seriesRangeSchema = z.enum(['hour', 'day', 'week']);
export type SeriesRange = z.infer<typeof seriesRangeSchema>;

export const seriesQuerySchema = z.object({ name: seriesNameSchema, range: seriesRangeSchema });

export const seriesSchema = z
  .object({
    range: seriesRangeSchema,
    /** Between two points, the same for all. */
    stepSeconds: z.number(),
    /** What a point sums up or is the mean of: the time before it. */
    windowSeconds: z.number(),
    series: z.array(
      z.object({
        key: z.string(),
        /** Unix time in seconds, and the value; null where there is none. */
        points: z.array(z.tuple([z.number(), z.number().nullable()])),
      }),
    ),
  })
  .meta({ id: 'Series' });

/** How some figures went, each with a point for the same times. */
export type Series = z.infer<typeof seriesSchema>;
