import type { Scope, User } from '@alice/contracts';

/** Who is behind a session or an API key, and what it is for: null for all that they may. */
export interface Identity {
  user: User;
  scopes: readonly Scope[] | null;
}

/** Says which scope a key lacks. */
export const scopeMissing = (scope: Scope) => ({ reason: 'scope', values: { scope } });
