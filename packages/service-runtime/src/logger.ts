import { createLogger as createWinstonLogger, format, transports, type Logger } from 'winston';
import DailyRotateFile from 'winston-daily-rotate-file';
import { currentContext } from './request-context';

export type { Logger } from 'winston';

export interface LoggerOptions {
  service: string;
  level: string;
  /** Absolute path of a file to log to as well; rotated daily, kept 30 days, compressed. */
  file?: string | undefined;
  /** Values that must never be printed, wherever they turn up; more may be added while it is in use. */
  secrets?: Iterable<string>;
}

/** A logger of JSON lines on stdout, each with the id of the request that it was written in. */
export function createLogger({ service, level, file, secrets = [] }: LoggerOptions): Logger {
  const withRequest = format((info) => {
    const requestId = currentContext()?.requestId;
    return requestId === undefined ? info : Object.assign(info, { requestId });
  });
  const line = format.printf((info) => {
    const { timestamp, level: lineLevel, message, ...rest } = info;
    const text = JSON.stringify({ timestamp, level: lineLevel, service, message, ...rest }, errorsAsObjects);
    const hidden = [...secrets].filter((secret) => secret.length >= 8);
    return hidden.reduce((redacted, secret) => redacted.replaceAll(secret, '[secret]'), text);
  });
  const logger = createWinstonLogger({
    level,
    format: format.combine(format.timestamp(), withRequest(), line),
    transports: [new transports.Console()],
  });
  if (file !== undefined) {
    logger.add(new DailyRotateFile({ filename: `${file}.%DATE%`, maxFiles: '30d', zippedArchive: true }));
  }
  return logger;
}

function errorsAsObjects(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}
