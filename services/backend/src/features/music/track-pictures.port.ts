import type { PictureType } from './picture-type';

/** Largest picture that is shown, in bytes. */
export const MOST_PICTURE_BYTES = 5 * 1024 * 1024;

export interface Picture {
  type: PictureType;
  bytes: Buffer;
}

/**
 * The pictures that come with tracks: in the file, or else beside it. What is no JPEG, PNG or WebP, or larger than
 * `MOST_PICTURE_BYTES`, counts as none; so does whatever is asked for a track that does not exist.
 */
export interface TrackPictures {
  /** @throws UnavailableError where there is no answer in time */
  has(uri: string): Promise<boolean>;
  /** @throws UnavailableError where there is no answer in time */
  read(uri: string): Promise<Picture | null>;
}
