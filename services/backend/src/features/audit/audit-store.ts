import type { AuditEntry } from '@alice/contracts';

/** Keeps who did what. There is no way to change or remove a line. */
export interface AuditStore {
  append(entry: Omit<AuditEntry, 'id'>): Promise<void>;
  /** At most `limit` lines, the newest first, of those before the line `before`. */
  read(limit: number, before?: number): Promise<AuditEntry[]>;
}
