import { isDeepStrictEqual } from 'node:util';
import type { MusicState } from '@alice/contracts';
import type { MusicPlayer } from './music-player.port';

export interface MusicWatchOptions {
  tell: (state: MusicState) => void;
  onError: (error: unknown) => void;
}

/**
 * Tells of every change of the music. One look at the player at a time: of two at once the older could be told last, and
 * every page would show it until the next change.
 */
export class MusicWatch {
  private told: MusicState | undefined;
  private looking = false;
  private changed = false;

  constructor(
    private readonly player: Pick<MusicPlayer, 'state' | 'onChange'>,
    private readonly options: MusicWatchOptions,
  ) {}

  start(): void {
    this.player.onChange(() => {
      this.changed = true;
      if (!this.looking) void this.look();
    });
  }

  /** The music as it was told last, or else as the player says now. */
  state(): Promise<MusicState> {
    return this.told ? Promise.resolve(this.told) : this.player.state();
  }

  private async look(): Promise<void> {
    this.looking = true;
    while (this.changed) {
      this.changed = false;
      try {
        const state = await this.player.state();
        if (isDeepStrictEqual(state, this.told)) continue;
        this.told = state;
        this.options.tell(state);
      } catch (error) {
        this.told = undefined;
        this.options.onError(error);
      }
    }
    this.looking = false;
  }
}
