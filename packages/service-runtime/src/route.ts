import type { Scope } from '@alice/contracts';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';

/** One address of a service: what it takes, what it answers, and who may call it. */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Express path, e.g. `/api/conversations/:id`. */
  path: string;
  summary: string;
  /** A `user` is whoever is signed in, an `adult` whoever is no guest. */
  access: 'public' | 'user' | 'adult' | 'owner';
  /**
   * What an API key must be for; where a route does not say, `account` for adults' addresses, `admin` for the owner's, and
   * anything for the others.
   */
  scope?: Scope;
  body?: z.ZodType;
  query?: z.ZodType;
  /** The status and body of success; several where the address answers differently. */
  responses: Record<number, { description: string; schema?: z.ZodType; contentType?: string }>;
  handle: (request: Request, response: Response) => Promise<void> | void;
}

/** What a service puts before a route's handler, by the route's access. */
export type Guard = (route: Route) => RequestHandler[];
