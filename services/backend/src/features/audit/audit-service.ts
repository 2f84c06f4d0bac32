import type { AuditAction, AuditEntry, AuditOutcome, AuditPage, User } from '@alice/contracts';
import { currentContext } from '@alice/service-runtime';
import type { AuditStore } from './audit-store';

export interface AuditDetails {
  /** Whom or what it was done to, by a name that people know. */
  subject?: string | undefined;
  /** `ok` unless told. */
  outcome?: AuditOutcome;
  /** Who did it, where the request does not know them: at the login they are nobody yet. */
  actor?: User | undefined;
}

/** Writes down that something was done by whoever the request at hand is from. */
export type AuditRecord = (action: AuditAction, details?: AuditDetails) => void;

export interface AuditOptions {
  /** Told of a line that could not be written. */
  onError: (error: unknown) => void;
  now?: () => Date;
}

const PAGE = 50;

/** Who did what when. Nobody waits for a line to be written, and what is done stays done where it cannot be. */
export class AuditService {
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly store: AuditStore,
    private readonly options: AuditOptions,
  ) {}

  readonly record: AuditRecord = (action, { subject, outcome = 'ok', actor } = {}) => {
    const context = currentContext();
    const who = actor ?? context?.user;
    const entry: Omit<AuditEntry, 'id'> = {
      at: (this.options.now?.() ?? new Date()).toISOString(),
      actor: who ? { id: who.id, name: who.username } : null,
      action,
      subject: subject ?? null,
      outcome,
      address: context?.address ?? null,
      requestId: context?.requestId ?? null,
    };
    const written = this.store.append(entry).catch((error: unknown) => this.options.onError(error));
    this.writing.add(written);
    void written.finally(() => this.writing.delete(written));
  };

  /** The lines before the one that `cursor` names, the newest first. */
  async page(cursor?: number): Promise<AuditPage> {
    await this.written();
    const lines = await this.store.read(PAGE + 1, cursor);
    const items = lines.slice(0, PAGE);
    return { items, nextCursor: lines.length > PAGE ? String(items.at(-1)?.id) : null };
  }

  /** Resolves when all that was recorded so far is written. */
  async written(): Promise<void> {
    await Promise.all(this.writing);
  }
}
