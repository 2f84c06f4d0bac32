import { randomUUID } from 'node:crypto';
import type {
  AcceptInvitationRequest,
  CreatedInvitation,
  CreateInvitationRequest,
  Invitation,
} from '@alice/contracts';
import { ForbiddenError, NotFoundError } from '@alice/errors';
import type { AuditRecord } from '../audit';
import type { LoginBrake } from '../limits';
import type { AccountsService, SignedIn } from './accounts-service';
import { AttemptGuard } from './attempt-guard';
import type { Caller } from './caller';
import type { InvitationStore } from './invitation-store';
import { digest, newToken } from './secret';

/** How long an invitation can be taken, in milliseconds: 7 days. */
const LIFETIME_MS = 7 * 24 * 3_600_000;

export interface InvitationsOptions {
  /** Where people reach Alice. */
  publicUrl: string;
  brake: LoginBrake;
  record: AuditRecord;
  now?: () => Date;
}

/** Links with which people make accounts of their own, each once. */
export class InvitationsService {
  private readonly guard: AttemptGuard;

  constructor(
    private readonly store: InvitationStore,
    private readonly accounts: AccountsService,
    private readonly options: InvitationsOptions,
  ) {
    this.guard = new AttemptGuard(options.brake, options.record);
  }

  async create({ role, name }: CreateInvitationRequest): Promise<CreatedInvitation> {
    const [id, token, now] = [randomUUID(), newToken(), this.now()];
    const expiresAt = new Date(now.getTime() + LIFETIME_MS).toISOString();
    const invitation = { id, tokenHash: digest(token), role, name: name ?? null, expiresAt };
    await this.store.add(invitation, now.toISOString());
    this.options.record('invitation_made', { subject: name ?? role });
    // Browsers keep what follows the # to themselves: the secret shows in no log.
    return { id, url: new URL(`/invite#${token}`, this.options.publicUrl).href, expiresAt };
  }

  open(): Promise<Invitation[]> {
    return this.store.open(this.now().toISOString());
  }

  /** @throws NotFoundError where there is no such invitation, or somebody took it */
  async revoke(id: string): Promise<void> {
    if (!(await this.store.remove(id))) throw new NotFoundError('no such invitation');
    this.options.record('invitation_revoked');
  }

  /**
   * Makes the account and signs in.
   * @throws ForbiddenError where the invitation is taken, too old or none, RateLimitedError after too many of those;
   *   ConflictError where the name is taken, after which the invitation can be used again
   */
  async accept(
    { token, username, password }: AcceptInvitationRequest,
    caller: Caller = {},
  ): Promise<SignedIn> {
    const attempt = { address: caller.address };
    await this.guard.begin(attempt, 'invitation_accepted');
    const invitation = await this.store.take(digest(token), this.now().toISOString());
    if (!invitation) {
      this.options.record('invitation_accepted', { outcome: 'failed' });
      throw new ForbiddenError('the invitation is taken, too old or none', { reason: 'invitation' });
    }
    await this.guard.succeeded(attempt);
    const user = await this.accounts
      .join({ username, password, role: invitation.role })
      .catch(async (error: unknown) => {
        await this.store.giveBack(invitation.id);
        throw error;
      });
    this.options.record('invitation_accepted', { actor: user });
    return this.accounts.enter(user, caller);
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }
}
