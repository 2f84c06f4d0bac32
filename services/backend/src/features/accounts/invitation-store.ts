import type { Invitation, Role } from '@alice/contracts';

export interface NewInvitation {
  id: string;
  tokenHash: string;
  role: Role;
  name: string | null;
  expiresAt: string;
}

/**
 * Keeps invitations. Times are ISO 8601 in UTC. One that was made more than a day from now was made while the clock was
 * wrong, and is too old.
 */
export interface InvitationStore {
  add(invitation: NewInvitation, now: string): Promise<void>;
  /** Those that can still be taken, the newest first. */
  open(now: string): Promise<Invitation[]>;
  /** Whether there was such an invitation. */
  remove(id: string): Promise<boolean>;
  /** Takes an invitation, once: undefined where it is taken, too old, or never was. */
  take(tokenHash: string, now: string): Promise<Invitation | undefined>;
  /** Gives a taken invitation back. */
  giveBack(id: string): Promise<void>;
}
