import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';

/** One address of a service: what it takes, what it answers, and who may call it. */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Express path, e.g. `/api/conversations/:id`. */
  path: string;
  summary: string;
  access: 'public' | 'user' | 'owner';
  body?: z.ZodType;
  query?: z.ZodType;
  /** The status and body of success; several where the address answers differently. */
  responses: Record<number, { description: string; schema?: z.ZodType; contentType?: string }>;
  handle: (request: Request, response: Response) => Promise<void> | void;
}

/** What a service puts before a route's handler, by the route's access. */
export type Guard = (route: Route) => RequestHandler[];
