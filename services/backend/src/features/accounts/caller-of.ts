import type { Request } from 'express';
import type { Caller } from './caller';
import { sessionTokenFrom } from './session-cookie';

/** The secret of the session that came with a request. */
export const tokenOf = (request: Request): string | undefined =>
  sessionTokenFrom(request.get('cookie'), request.secure);

/** Who asks, as the connection tells. */
export const callerOf = (request: Request): Caller => ({
  address: request.ip,
  userAgent: request.get('user-agent'),
  token: tokenOf(request),
});
