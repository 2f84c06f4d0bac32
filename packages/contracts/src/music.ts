import { z } from 'zod';

export const musicStateSchema = z
  .object({
    provider: z.enum(['mpd', 'spotify']),
    state: z.enum(['playing', 'paused', 'stopped']),
    track: z
      .object({
        title: z.string(),
        artist: z.string().optional(),
        album: z.string().optional(),
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
  })
  .meta({ id: 'MusicState' });

/** What plays now. `volume` is in percent; while `muted`, it is the volume that comes back. */
export type MusicState = z.infer<typeof musicStateSchema>;
