import { createHash } from 'node:crypto';
import {
  likedTracksSchema,
  musicLibrarySchema,
  musicQueueSchema,
  musicStateSchema,
  playFromQueueRequestSchema,
  queueTrackIdSchema,
  seekRequestSchema,
  trackUriRequestSchema,
} from '@alice/contracts';
import { ConflictError, NotFoundError, ToolFailure, UnavailableError } from '@alice/errors';
import { currentContext, parseInput, type Route } from '@alice/service-runtime';
import { translate } from '../../messages/translate';
import type { MusicCollection } from './music-collection.port';
import type { MusicPlayer } from './music-player.port';
import type { TrackPictures } from './track-pictures.port';

/** How long a browser may show a cover without asking whether it is still the same, in seconds. */
const COVER_MAX_AGE = 3600;

export function musicRoutes(
  player: MusicPlayer,
  collection: MusicCollection,
  pictures: TrackPictures,
): Route[] {
  return [
    {
      method: 'get',
      path: '/api/music',
      summary: 'What plays now',
      access: 'user',
      scope: 'music',
      responses: { 200: { description: 'The state', schema: musicStateSchema } },
      handle: async (_request, response) => {
        try {
          response.json(await player.state());
        } catch (cause) {
          throw new UnavailableError('the music player does not answer', { cause, retryAfterSeconds: 5 });
        }
      },
    },
    {
      method: 'get',
      path: '/api/music/cover',
      summary: 'The picture of a track, or of the album that it is on',
      access: 'user',
      scope: 'music',
      query: trackUriRequestSchema,
      responses: {
        200: { description: 'The picture: JPEG, PNG or WebP', contentType: 'image/*' },
        304: { description: 'The one that you have' },
      },
      handle: async (request, response) => {
        const picture = await pictures.read(parseInput(trackUriRequestSchema, request.query).uri);
        if (!picture) throw new NotFoundError('the track has no picture');
        const hash = createHash('sha256').update(picture.bytes).digest('base64url');
        response.set({ 'Cache-Control': `private, max-age=${COVER_MAX_AGE}`, ETag: `"${hash}"` });
        if (request.fresh) response.status(304).end();
        else response.type(picture.type).send(picture.bytes);
      },
    },
    {
      method: 'post',
      path: '/api/music/seek',
      summary: 'Go to another place in the track that plays',
      access: 'user',
      scope: 'music',
      body: seekRequestSchema,
      responses: { 204: { description: 'It goes on from there' } },
      handle: async (request, response) => {
        await inWords('seconds', player.seek(parseInput(seekRequestSchema, request.body).seconds));
        response.status(204).end();
      },
    },
    {
      method: 'get',
      path: '/api/music/queue',
      summary: 'What plays next',
      access: 'user',
      scope: 'music',
      responses: { 200: { description: 'The queue', schema: musicQueueSchema } },
      handle: async (_request, response) => {
        response.json(await collection.queue());
      },
    },
    {
      method: 'post',
      path: '/api/music/queue/play',
      summary: 'Play a track of the queue, or put a track there and play it',
      access: 'user',
      scope: 'music',
      body: playFromQueueRequestSchema,
      responses: { 204: { description: 'It plays' } },
      handle: async (request, response) => {
        await collection.playFromQueue(parseInput(playFromQueueRequestSchema, request.body));
        response.status(204).end();
      },
    },
    {
      method: 'delete',
      path: '/api/music/queue/:id',
      summary: 'Take a track out of the queue',
      access: 'user',
      scope: 'music',
      responses: { 204: { description: 'It is out' } },
      handle: async (request, response) => {
        await collection.removeFromQueue(parseInput(queueTrackIdSchema, request.params).id);
        response.status(204).end();
      },
    },
    {
      method: 'get',
      path: '/api/music/likes',
      summary: 'The favourites',
      access: 'user',
      scope: 'music',
      responses: { 200: { description: 'By artist and title', schema: likedTracksSchema } },
      handle: async (_request, response) => {
        response.json(await collection.likes());
      },
    },
    {
      method: 'post',
      path: '/api/music/likes',
      summary: 'Make any track a favourite',
      access: 'user',
      scope: 'music',
      body: trackUriRequestSchema,
      responses: { 204: { description: 'It is one' } },
      handle: async (request, response) => {
        await collection.setLiked(parseInput(trackUriRequestSchema, request.body).uri, true);
        response.status(204).end();
      },
    },
    {
      method: 'delete',
      path: '/api/music/likes',
      summary: 'Make a track no favourite any more',
      access: 'user',
      scope: 'music',
      query: trackUriRequestSchema,
      responses: { 204: { description: 'It is none' } },
      handle: async (request, response) => {
        await collection.setLiked(parseInput(trackUriRequestSchema, request.query).uri, false);
        response.status(204).end();
      },
    },
    {
      method: 'get',
      path: '/api/music/library',
      summary: 'How much music there is',
      access: 'user',
      scope: 'music',
      responses: { 200: { description: 'The figures', schema: musicLibrarySchema } },
      handle: async (_request, response) => {
        response.json(await collection.library());
      },
    },
    {
      method: 'post',
      path: '/api/music/library/update',
      summary: 'Look through the music folders for what is new or gone',
      access: 'owner',
      responses: { 202: { description: 'It has begun' } },
      handle: async (_request, response) => {
        await collection.updateLibrary();
        response.status(202).end();
      },
    },
  ];
}

/** A player's reason, as the problem that an address answers with, and in words at the field that asked for it. */
async function inWords<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof ToolFailure)) throw cause;
    if (cause.code !== 'nothing_playing') {
      throw new UnavailableError('the music player does not answer', { cause, retryAfterSeconds: 5 });
    }
    const message = translate(currentContext()?.locale ?? 'sv', 'error.nothing_playing');
    throw new ConflictError('nothing plays', { cause, fields: [{ path, message }] });
  }
}
