import { auditPageSchema } from '@alice/contracts';
import { parseInput, type Route } from '@alice/service-runtime';
import { z } from 'zod';
import type { AuditService } from './audit-service';

const listQuery = z.object({
  cursor: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});

export function auditRoutes(audit: AuditService): Route[] {
  return [
    {
      method: 'get',
      path: '/api/audit',
      summary: 'Who did what when, newest first, a page at a time',
      access: 'owner',
      query: listQuery,
      responses: { 200: { description: 'A page', schema: auditPageSchema } },
      handle: async (request, response) => {
        response.json(await audit.page(parseInput(listQuery, request.query).cursor));
      },
    },
  ];
}
