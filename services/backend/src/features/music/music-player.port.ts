import type { MusicState, ToolArguments } from '@alice/contracts';

/** What a PLAY came to: `kind` says which sentence tells it, `what` the name that was found. */
export interface Played {
  kind: 'resumed' | 'music' | 'track' | 'many' | 'liked';
  what: string;
  artist?: string;
  count: number;
}

/**
 * A player of music. Every method ends within some seconds, and throws `ToolFailure` where the person's wish cannot
 * be met: `nothing_playing`, `nothing_found`, `volume_unsupported`, `unavailable`.
 */
export interface MusicPlayer {
  state(): Promise<MusicState>;
  play(wish: ToolArguments['PLAY']): Promise<Played>;
  pause(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves to false where that was the last track and nothing plays any more. */
  next(): Promise<boolean>;
  previous(): Promise<void>;
  /** Goes on from so many seconds after the beginning of the track, or from its end where it is shorter. */
  seek(seconds: number): Promise<void>;
  /** Sets or changes the volume and resolves to what it is then, in percent. */
  setVolume(change: ToolArguments['SET_VOLUME']): Promise<number>;
  mute(): Promise<void>;
  /** Resolves to the volume that came back, in percent. */
  unmute(): Promise<number>;
  shuffle(enabled: boolean): Promise<void>;
  repeat(mode: MusicState['repeat']): Promise<void>;
  /** Marks the playing track as a favourite or not, and resolves to its title. */
  like(liked: boolean): Promise<string>;
  /** Whether the player answers; used for health. */
  ping(): Promise<void>;
  /** Calls `listener` after every change of what `state` tells. */
  onChange(listener: () => void): void;
}
