import { z } from 'zod';

/** `true|false|1|0|yes|no|on|off`, in any case. */
export const envBoolean = z.stringbool();

/** A TCP port, 1–65535. */
export const envPort = z.coerce.number().int().min(1).max(65_535);

/** A winston level; upper case is taken too. */
export const envLogLevel = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['error', 'warn', 'info', 'debug']));

/** Seconds, more than 0 and at most a day. */
export const envSeconds = z.coerce.number().positive().max(86_400);

const PLACEHOLDER =
  /^<.*>$|^["'<({[\s]*(?:your|change|replace|placeholder|example|secret|insert|xxx|todo|dummy|default|password)/i;

/** A secret of at least `least` characters that is neither a placeholder nor one character over and over. */
export const envSecretOf = (least: number) =>
  z
    .string()
    .min(least, `is shorter than ${least} characters`)
    .refine((value) => !PLACEHOLDER.test(value), 'is a placeholder')
    .refine((value) => new Set(value).size >= Math.min(10, least / 2), 'is not random enough');

/** A generated secret: 32 characters or more. */
export const envSecret = envSecretOf(32);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What every service reads. */
export const serviceEnvShape = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  LOG_LEVEL: envLogLevel.default('info'),
  LOG_FILE: z.string().startsWith('/', 'must be an absolute path').optional(),
  ENABLE_METRICS: envBoolean.default(true),
  METRICS_PORT: envPort.default(9464),
  TZ: z.string().refine(isTimeZone, 'is no time zone, such as Europe/Stockholm').default('Europe/Stockholm'),
};
