import { healthSchema } from '@alice/contracts';
import { UnavailableError } from '@alice/errors';
import type { Route } from '@alice/service-runtime';
import { z } from 'zod';
import type { HealthService } from './health-service';

const okSchema = z.object({ status: z.literal('ok') });

export function healthRoutes(health: HealthService, isDraining: () => boolean): Route[] {
  return [
    {
      method: 'get',
      path: '/api/health',
      summary: 'How every part of Alice is',
      access: 'public',
      responses: {
        200: { description: 'ok or degraded', schema: healthSchema },
        503: { description: 'The backend cannot serve', schema: healthSchema },
      },
      handle: async (_request, response) => {
        const state = await health.check();
        // Without its database the backend cannot serve; the body says so all the same.
        response.status(state.services.database.status === 'down' ? 503 : 200).json(state);
      },
    },
    {
      method: 'get',
      path: '/api/health/live',
      summary: 'The process runs; depends on nothing else',
      access: 'public',
      responses: { 200: { description: 'It does', schema: okSchema } },
      handle: (_request, response) => {
        response.json({ status: 'ok' });
      },
    },
    {
      method: 'get',
      path: '/api/health/ready',
      summary: 'The backend can serve: its database answers and it is not stopping',
      access: 'public',
      responses: { 200: { description: 'It can', schema: okSchema } },
      handle: async (_request, response) => {
        if (isDraining()) throw new UnavailableError('stopping', { retryAfterSeconds: 5 });
        const { services } = await health.check();
        if (services.database.status !== 'ok') {
          throw new UnavailableError('the database does not answer', { retryAfterSeconds: 5 });
        }
        response.json({ status: 'ok' });
      },
    },
  ];
}
