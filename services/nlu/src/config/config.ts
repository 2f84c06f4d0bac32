import { envPort, readConfig, serviceEnvShape } from '@alice/service-runtime';
import { z } from 'zod';

/** Every variable that nlu reads, with its default. */
export const nluEnvSchema = z.object({ ...serviceEnvShape, NLU_AGENT_PORT: envPort.default(7071) });

export type NluConfig = z.infer<typeof nluEnvSchema>;

/**
 * Reads and checks nlu's environment.
 * @throws ConfigError naming every wrong variable
 */
export function loadConfig(env: Record<string, string | undefined>): NluConfig {
  return readConfig(nluEnvSchema, env);
}
