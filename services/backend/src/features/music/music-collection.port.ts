import type { LikedTracks, MusicLibrary, MusicQueue, PlayFromQueue } from '@alice/contracts';

/**
 * What music there is: what comes next, what is liked, all that the player has. Every method throws `UnavailableError`
 * where the player does not answer, and `NotFoundError` for a track that is not there.
 */
export interface MusicCollection {
  queue(): Promise<MusicQueue>;
  /** Plays a track of the queue; one that is not in it is put after the track that plays. */
  playFromQueue(choice: PlayFromQueue): Promise<void>;
  /** Takes a track out of the queue; if it plays, the next one does. */
  removeFromQueue(id: number): Promise<void>;
  likes(): Promise<LikedTracks>;
  /** Does nothing where it holds already. */
  setLiked(uri: string, liked: boolean): Promise<void>;
  library(): Promise<MusicLibrary>;
  /** Has the player look through its folders, which goes on after this. */
  updateLibrary(): Promise<void>;
}
