import type { PullFailure } from '@alice/contracts';
import { NotFoundError } from '@alice/errors';

/** What Ollama and the system below it say, and what it means; the first that is found counts. */
const WORDS: [pattern: RegExp, failure: PullFailure][] = [
  [/no space left|disk quota|not enough (?:disk )?space/i, 'disk_full'],
  [/newer version of ollama/i, 'old_server'],
  [
    /no such host|server misbehaving|dial tcp|i\/o timeout|network is unreachable|no route to host|connection (?:refused|reset)|TLS handshake|unexpected EOF|no news for/i,
    'no_network',
  ],
];

/** Why a download failed, from what was thrown and all its causes. */
export function pullFailureOf(error: unknown): PullFailure {
  if (error instanceof NotFoundError) return 'unknown_model';
  const said: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) said.push(cause.message);
  return WORDS.find(([pattern]) => pattern.test(said.join('\n')))?.[1] ?? 'other';
}
