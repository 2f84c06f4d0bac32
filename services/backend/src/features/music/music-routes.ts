import { musicStateSchema } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import type { Route } from '@alice/service-runtime';
import type { MusicPlayer } from './music-player.port';

export function musicRoutes(player: MusicPlayer): Route[] {
  return [
    {
      method: 'get',
      path: '/api/music',
      summary: 'What plays now',
      access: 'user',
      responses: { 200: { description: 'The state', schema: musicStateSchema } },
      handle: async (_request, response) => {
        try {
          response.json(await player.state());
        } catch (cause) {
          throw new UnavailableError('the music player does not answer', { cause, retryAfterSeconds: 5 });
        }
      },
    },
  ];
}
