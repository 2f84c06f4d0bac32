import { reasoningEffortSchema, tlsModeSchema, toolNameSchema, toolNames } from '@alice/contracts';
import { ConfigError } from '@alice/errors';
import {
  envBoolean,
  envPort,
  envSeconds,
  envSecret,
  envSecretOf,
  readConfig,
  serviceEnvShape,
} from '@alice/service-runtime';
import { z } from 'zod';
import type { PostgresPassword } from '../database/postgres-password';

const httpUrl = z.url({ protocol: /^https?$/ });
/** How many of something are let through in the limit's window. */
const quota = z.coerce.number().int().min(1).max(1_000_000);
const unit = z.coerce.number().min(0).max(1);

const UNITS = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** An amount of memory as Compose takes it, such as `32g` or `512m`; in bytes. */
const memoryAmount = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:b|[kmgt]b?)?$/i, 'must be an amount of memory, such as 32g')
  .transform((text) => {
    const unit = /[bkmgt]/i.exec(text)?.[0].toLowerCase() ?? 'b';
    return parseFloat(text) * UNITS[unit as keyof typeof UNITS];
  });

const toolList = z
  .string()
  .transform((list) => list.split(/[\s,]+/).filter((name) => name !== ''))
  .pipe(z.array(toolNameSchema));

/** Every variable that the backend reads, with its default. Durations are in seconds. */
export const backendEnvSchema = z.object({
  ...serviceEnvShape,
  ALICE_ENV: z.enum(['development', 'staging', 'production']).default('development'),
  PUBLIC_URL: httpUrl,
  TLS_MODE: tlsModeSchema.optional(),
  BACKEND_HOST: z.string().default('0.0.0.0'),
  BACKEND_PORT: envPort.default(8000),
  DATABASE_URL: z
    .string()
    .regex(
      /^(?:sqlite:\/|postgres(?:ql)?:\/\/)/,
      'must begin with sqlite:/ (an absolute path) or postgres://',
    ),
  /** Where a password that is not given outright is read, anew for each connection. */
  POSTGRES_PASSWORD_FILE: z.string().startsWith('/', 'must be an absolute path').optional(),
  BACKEND_REPLICAS: z.coerce.number().int().min(1).max(8).default(1),
  SESSION_IDLE_HOURS: z.coerce.number().positive().max(9_600).default(168),
  // Browsers keep a cookie for 400 days at most.
  SESSION_DAYS: z.coerce.number().positive().max(400).default(30),
  RATE_LOGIN_PER_ACCOUNT: quota.default(5),
  RATE_LOGIN_PER_ADDRESS: quota.default(20),
  RATE_TURNS_PER_USER: quota.default(600),
  RATE_SOCKET_EVENTS: quota.default(20),
  USE_HARMONY: envBoolean.default(true),
  USE_TOOLS: envBoolean.default(true),
  ENABLED_TOOLS: toolList.default([...toolNames]),
  HARMONY_TEMPERATURE_COMMANDS: z.coerce.number().min(0).max(2).default(0.15),
  NLU_CONFIDENCE_THRESHOLD: unit.default(0.85),
  NLU_URL: httpUrl.default('http://nlu:7071'),
  JARVIS_MINIMAL: envBoolean.default(false),
  OLLAMA_HOST: httpUrl.default('http://ollama:11434'),
  OLLAMA_PULL_HOST: httpUrl.default('http://ollama-downloader:11434'),
  OLLAMA_MODEL: z.string().min(1).default('qwen3:4b'),
  OLLAMA_TIMEOUT: envSeconds.default(120),
  OLLAMA_CONNECT_TIMEOUT: envSeconds.default(0.7),
  OLLAMA_FIRST_TOKEN_TIMEOUT: envSeconds.default(60),
  OLLAMA_IDLE_TIMEOUT: envSeconds.default(20),
  OLLAMA_NUM_CTX: z.coerce.number().int().min(2_048).max(1_048_576).default(8192),
  OLLAMA_NUM_PARALLEL: z.coerce.number().int().min(1).max(1_024).default(1),
  OLLAMA_REASONING_EFFORT: reasoningEffortSchema.default('low'),
  OLLAMA_MEMORY: memoryAmount.default(32 * UNITS.g),
  GPU_MEMORY_MB: z.coerce.number().int().min(0).max(10_000_000).default(0),
  TTS_VOICE: z.string().min(1).default('sv_SE-nst-medium'),
  TTS_SPEED: z.coerce.number().min(0.25).max(4).default(1),
  SPOTIFY_CLIENT_ID: z.string().min(1).optional(),
  SPOTIFY_REDIRECT_URI: z
    .string()
    .regex(/^(?:https:\/\/|http:\/\/127\.0\.0\.1[:/])/, 'must be https, or http://127.0.0.1:PORT')
    .optional(),
  SPOTIFY_API_URL: httpUrl.default('https://api.spotify.com'),
  SPOTIFY_ACCOUNTS_URL: httpUrl.default('https://accounts.spotify.com'),
  MPD_HOST: z.string().min(1).default('music'),
  MPD_PORT: envPort.default(6600),
  PROMETHEUS_URL: httpUrl.default('http://series:9090'),
});

/** The secrets stand apart, so that nothing that prints the configuration prints them. */
export const backendSecretsSchema = z.object({
  SECRET_KEY: envSecret,
  SETUP_TOKEN: envSecretOf(12),
  POSTGRES_PASSWORD: envSecretOf(16).optional(),
  SPOTIFY_CLIENT_SECRET: envSecretOf(16).optional(),
});

export type BackendConfig = z.infer<typeof backendEnvSchema>;
export interface BackendSecrets extends Omit<z.infer<typeof backendSecretsSchema>, 'POSTGRES_PASSWORD'> {
  POSTGRES_PASSWORD?: PostgresPassword | undefined;
}

/**
 * Reads and checks the backend's environment.
 * @throws ConfigError naming every wrong variable
 */
export function loadConfig(env: Record<string, string | undefined>): {
  config: BackendConfig;
  secrets: z.infer<typeof backendSecretsSchema>;
} {
  const config = readConfig(backendEnvSchema, env);
  if (env.POSTGRES_PASSWORD?.trim()) delete config.POSTGRES_PASSWORD_FILE;
  const secrets = readConfig(backendSecretsSchema, env);
  if (config.BACKEND_REPLICAS > 1 && config.DATABASE_URL.startsWith('sqlite:')) {
    throw new ConfigError(
      'the environment is wrong: BACKEND_REPLICAS: more than 1 needs PostgreSQL (DATABASE_URL)',
    );
  }
  const inUrl = /\/\/[^/:]*:([^/@]+)@/.exec(config.DATABASE_URL)?.[1];
  if (inUrl !== undefined && !envSecretOf(16).safeParse(inUrl).success) {
    throw new ConfigError('the environment is wrong: DATABASE_URL: its password is short or a placeholder');
  }
  if (
    config.DATABASE_URL.startsWith('postgres') &&
    inUrl === undefined &&
    secrets.POSTGRES_PASSWORD === undefined
  ) {
    throw new ConfigError('the environment is wrong: POSTGRES_PASSWORD: is missing');
  }
  return { config, secrets };
}
