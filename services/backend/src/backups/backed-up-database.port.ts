import type { Dumped } from './database-content';

/** What a restored database is for, and so where it lies: to be compared and dropped, or to take the live one's place. */
export type Beside = 'verify' | 'restore';

/** The database that Alice runs on, as backups need it. */
export interface BackedUpDatabase {
  readonly kind: 'sqlite' | 'postgres';
  /** Whether there is nothing yet that a backup could hold. */
  isEmpty(): Promise<boolean>;
  /** Writes a copy of one moment into `folder`, and tells what it holds. */
  dump(folder: string): Promise<Dumped>;
  /** Makes an empty database beside the live one, in place of a former one, and returns its address. */
  make(beside: Beside): Promise<string>;
  /** The same, filled from what `dump` wrote into `folder`. */
  load(beside: Beside, folder: string): Promise<string>;
  drop(beside: Beside): Promise<void>;
  /** Puts the restored database in the live one's place, which is kept. No one else may be using either. */
  swap(): Promise<void>;
  /** Puts the kept database back in its place, where there is one. */
  goBack(): Promise<boolean>;
  /** Gives up the kept database. */
  settle(): Promise<void>;
}
