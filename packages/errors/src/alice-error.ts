export interface ErrorOptions {
  cause?: unknown;
  /** What is wrong with the input, by path; shown to the caller. */
  fields?: FieldError[];
  /** What the text for the caller names, by the name of its gap. */
  values?: Record<string, string>;
  /** Which of several texts tells the caller why, where the code alone would not. */
  reason?: string;
  /** Whole seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
  /** The limit that was reached, for who was refused by one. */
  limit?: RateLimit;
  /** Methods that the address takes, for a refused one. */
  allowedMethods?: string[];
}

export interface FieldError {
  path: string;
  message: string;
}

/** A limit by its name: at most `quota` in `windowSeconds`, or at the same time where there are none. */
export interface RateLimit {
  policy: string;
  quota: number;
  windowSeconds?: number;
}

/**
 * The base of every error that business code throws on purpose. `code` is one of the problem codes of the
 * contracts; `message` is English and goes to the log, never to the caller.
 */
export abstract class AliceError extends Error {
  abstract readonly code: string;
  readonly fields: FieldError[] | undefined;
  readonly values: Record<string, string> | undefined;
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly limit: RateLimit | undefined;
  readonly allowedMethods: string[] | undefined;

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.fields = options.fields;
    this.values = options.values;
    this.reason = options.reason;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.limit = options.limit;
    this.allowedMethods = options.allowedMethods;
  }
}
