import { z } from 'zod';

const trackFields = {
  title: z.string(),
  artist: z.string().optional(),
  album: z.string().optional(),
  /** Where its picture is: an address of ours. Null where it has none; absent where that is not known yet. */
  cover: z.string().nullable().optional(),
};

export const musicStateSchema = z
  .object({
    provider: z.enum(['mpd', 'spotify']),
    state: z.enum(['playing', 'paused', 'stopped']),
    track: z
      .object({
        ...trackFields,
        /** Its place in the queue, as `QueueTrack.id`. */
        id: z.int().optional(),
        genre: z.string().optional(),
        uri: z.string().optional(),
      })
      .nullable(),
    elapsedSeconds: z.number(),
    durationSeconds: z.number(),
    volume: z.int().min(0).max(100),
    muted: z.boolean(),
    shuffle: z.boolean(),
    repeat: z.enum(['off', 'one', 'all']),
    liked: z.boolean(),
    /** Another number than before: the queue is another, and worth fetching again. */
    queueVersion: z.int().optional(),
    /** The same for the favourites. */
    likesVersion: z.int().optional(),
  })
  .meta({ id: 'MusicState' });

/** What plays now. `volume` is in percent; while `muted`, it is the volume that comes back. */
export type MusicState = z.infer<typeof musicStateSchema>;

const listedTrackSchema = z.object({
  ...trackFields,
  uri: z.string(),
  durationSeconds: z.number().optional(),
});

export const queueTrackSchema = listedTrackSchema
  .extend({
    /** Stays with the track for as long as it is in the queue, wherever it moves; a track may be there twice. */
    id: z.int(),
    liked: z.boolean(),
  })
  .meta({ id: 'QueueTrack' });
export type QueueTrack = z.infer<typeof queueTrackSchema>;

export const musicQueueSchema = z
  .object({
    tracks: z.array(queueTrackSchema),
    /** Which place of the whole queue the first of `tracks` has, counted from 0. */
    first: z.int().min(0),
    /** Which place of the whole queue plays, counted from 0; null where none does. */
    position: z.int().min(0).nullable(),
    /** How many tracks the whole queue has. */
    total: z.int().min(0),
  })
  .meta({ id: 'MusicQueue' });

/** What plays next, in its order: of a long queue only what is around the track that plays. */
export type MusicQueue = z.infer<typeof musicQueueSchema>;

export const likedTrackSchema = listedTrackSchema.meta({ id: 'LikedTrack' });
export type LikedTrack = z.infer<typeof likedTrackSchema>;

export const likedTracksSchema = z
  .object({ tracks: z.array(likedTrackSchema), total: z.int().min(0) })
  .meta({ id: 'LikedTracks' });

/** The favourites by artist and title; of very many only the first, `total` counts all. */
export type LikedTracks = z.infer<typeof likedTracksSchema>;

export const musicLibrarySchema = z
  .object({
    tracks: z.int().min(0),
    artists: z.int().min(0),
    albums: z.int().min(0),
    /** The player looks through its folders right now. */
    updating: z.boolean(),
    /** What lies in the house's own folder, `MUSIC_DIR`. */
    ownFolder: z.object({ tracks: z.int().min(0) }),
  })
  .meta({ id: 'MusicLibrary' });

/** How much music there is. */
export type MusicLibrary = z.infer<typeof musicLibrarySchema>;

const queueIdSchema = z.int().min(0).max(0x7fff_ffff);

/** A track's address within the music folder: relative, and without a way out of it. */
const trackUriSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((uri) => uri.isWellFormed() && !uri.includes('\0') && !/[\r\n]/.test(uri))
  .refine((uri) => uri.split('/').every((part) => part !== '' && part !== '.' && part !== '..'));

export const trackUriRequestSchema = z.object({ uri: trackUriSchema }).meta({ id: 'TrackUri' });

/** What of the queue to play: a track in it, or any track, which then is put after the one that plays. */
export const playFromQueueRequestSchema = z
  .union([z.strictObject({ id: queueIdSchema }), z.strictObject({ uri: trackUriSchema })])
  .meta({ id: 'PlayFromQueueRequest' });
export type PlayFromQueue = z.infer<typeof playFromQueueRequestSchema>;

export const queueTrackIdSchema = z.object({ id: z.coerce.number().pipe(queueIdSchema) });

/** Seconds from the beginning of the track. */
export const seekRequestSchema = z
  .object({ seconds: z.number().min(0).max(1_000_000) })
  .meta({ id: 'SeekRequest' });
