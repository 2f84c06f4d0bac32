import type { IncomingHttpHeaders } from 'node:http';
import type { User } from '@alice/contracts';
import { ForbiddenError, UnauthenticatedError } from '@alice/errors';
import type { Guard } from '@alice/service-runtime';
import type { Request, RequestHandler } from 'express';
import { sessionTokenFrom, type AccountsService } from '../features/accounts';

const users = new WeakMap<Request, User>();

/** The signed-in user of a request that passed the guard. */
export function userOf(request: Request): User {
  const user = users.get(request);
  if (!user) throw new UnauthenticatedError('nobody is signed in');
  return user;
}

/** The API key or the secret of a session that the headers hold; `secure` tells which cookie counts. */
export function secretIn(
  headers: IncomingHttpHeaders,
  secure: boolean,
): { secret: string; isKey: boolean } | undefined {
  const key = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const secret = key ?? sessionTokenFrom(headers.cookie, secure);
  return secret === undefined ? undefined : { secret, isKey: key !== undefined };
}

/** Who an API key or a session cookie in the headers belongs to; `secure` tells which cookie counts. */
export async function findSignedIn(
  accounts: AccountsService,
  headers: IncomingHttpHeaders,
  secure: boolean,
): Promise<User | undefined> {
  const found = secretIn(headers, secure);
  if (found === undefined) return undefined;
  return found.isKey ? accounts.userOfKey(found.secret) : accounts.userOfSession(found.secret);
}

/** Lets a route's handler run only for who may call it, and no foreign page act with a browser's cookie. */
export function createGuard(accounts: AccountsService): Guard {
  const signedIn: RequestHandler = async (request, _response, next) => {
    const user = await findSignedIn(accounts, request.headers, request.secure);
    if (!user) throw new UnauthenticatedError('no valid session or key');
    users.set(request, user);
    next();
  };
  const ownerOnly: RequestHandler = (request, _response, next) => {
    if (userOf(request).role !== 'owner') throw new ForbiddenError('for the owner only');
    next();
  };
  return (route) => [
    ...(route.method === 'get' ? [] : [refuseForeignPages]),
    ...(route.access === 'public' ? [] : [signedIn]),
    ...(route.access === 'owner' ? [ownerOnly] : []),
  ];
}

const refuseForeignPages: RequestHandler = (request, _response, next) => {
  if (!isOwnPage(request.headers)) throw new ForbiddenError('sent by a page of another origin');
  next();
};

/**
 * Whether a request comes from our own page or from no page at all: by `Sec-Fetch-Site` where the browser sends it,
 * else by `Origin` (OWASP, Cross-Site Request Forgery Prevention).
 */
export function isOwnPage(headers: Record<string, string | string[] | undefined>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  const forwarded = headers['x-forwarded-host'];
  try {
    return new URL(String(origin)).host === String(forwarded ?? host);
  } catch {
    return false;
  }
}
