/** A command of the MPD protocol and its arguments, not yet quoted. */
export type MpdCommand = readonly [name: string, ...args: string[]];

/** One `Key: value` line of an answer. */
export type MpdPair = readonly [key: string, value: string];

/** MPD's refusal (`ACK`); codes as in MPD's protocol: 50 no such object, 55 not playing. */
export class MpdRefusal extends Error {
  constructor(
    readonly ackCode: number,
    message: string,
  ) {
    super(message);
    this.name = 'MpdRefusal';
  }
}

/** A connection to MPD that comes back by itself. */
export interface MpdConnection {
  /**
   * Runs the commands as one list and resolves to all lines of the answer.
   * @throws MpdRefusal where MPD says no, UnavailableError where it does not answer in time
   */
  run(...commands: MpdCommand[]): Promise<MpdPair[]>;
  /** Calls `listener` with the name of each MPD subsystem that changed, and with `connected` after each connect. */
  onEvent(listener: (subsystem: string) => void): void;
}
