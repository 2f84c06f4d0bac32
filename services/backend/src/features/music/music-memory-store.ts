/** What the players themselves cannot remember. */
export interface MusicMemoryStore {
  /** The volume in percent that a mute put away; null where nothing is muted. */
  volumeBeforeMute(): Promise<number | null>;
  rememberVolume(volume: number | null): Promise<void>;
}
