/** A backend's process. */
export interface Instance {
  id: string;
  /** What no two processes have at a time; whoever had it before is gone. */
  place: string;
}

/** Which backends live, by the database's clock. Who is in it counts as alive. */
export interface InstanceStore {
  /** Adds it, and removes whoever had its place. */
  register(instance: Instance): Promise<void>;
  /** Says that it lives; adds it again where it was removed. Returns what the clock says, in milliseconds. */
  beat(instance: Instance): Promise<number>;
  /** Removes those that have said nothing for so many milliseconds; returns how many. */
  removeSilent(silentMs: number): Promise<number>;
  remove(id: string): Promise<void>;
}
