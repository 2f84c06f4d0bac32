import { seriesQuerySchema, seriesSchema, statusSchema } from '@alice/contracts';
import { parseInput, type Route } from '@alice/service-runtime';
import type { FiguresService } from './figures-service';
import type { StatusService } from './status-service';

export function statusRoutes(status: StatusService, figures: FiguresService): Route[] {
  return [
    {
      method: 'get',
      path: '/api/status',
      summary: 'How all of Alice is now, with versions, sizes, and what is wrong',
      access: 'owner',
      responses: { 200: { description: 'The status', schema: statusSchema } },
      handle: async (_request, response) => {
        response.json(await status.read());
      },
    },
    {
      method: 'get',
      path: '/api/status/series',
      summary: 'How some figures went over an hour, a day or a week',
      access: 'owner',
      query: seriesQuerySchema,
      responses: { 200: { description: 'The series', schema: seriesSchema } },
      handle: async (request, response) => {
        const { name, range } = parseInput(seriesQuerySchema, request.query);
        response.json(await figures.series(name, range));
      },
    },
  ];
}
