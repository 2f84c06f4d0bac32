import type { IncomingHttpHeaders } from 'node:http';
import type { Scope, User } from '@alice/contracts';
import { ForbiddenError, UnauthenticatedError } from '@alice/errors';
import { currentContext, type Guard, type Route } from '@alice/service-runtime';
import type { Request, RequestHandler } from 'express';
import { scopeMissing, sessionTokenFrom, type AccountsService, type Identity } from '../features/accounts';

const identities = new WeakMap<Request, Identity>();

/** Who is behind a request that passed the guard, and what their key is for if they came with one. */
export function identityOf(request: Request): Identity {
  const identity = identities.get(request);
  if (!identity) throw new UnauthenticatedError('nobody is signed in');
  return identity;
}

/** The signed-in user of a request that passed the guard. */
export const userOf = (request: Request): User => identityOf(request).user;

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
): Promise<Identity | undefined> {
  const found = secretIn(headers, secure);
  if (found === undefined) return undefined;
  if (found.isKey) return accounts.identityOfKey(found.secret);
  const user = await accounts.userOfSession(found.secret);
  return user && { user, scopes: null };
}

/** @throws ForbiddenError where a key is for other things */
function checkScope({ scopes }: Identity, scope: Scope): void {
  if (scopes && !scopes.includes(scope)) {
    throw new ForbiddenError(`the key is not for ${scope}`, scopeMissing(scope));
  }
}

/** Lets a route's handler run only for who may call it, and no foreign page act with a browser's cookie. */
export function createGuard(accounts: AccountsService): Guard {
  const signedIn: RequestHandler = async (request, _response, next) => {
    const identity = await findSignedIn(accounts, request.headers, request.secure);
    if (!identity) throw new UnauthenticatedError('no valid session or key');
    identities.set(request, identity);
    const context = currentContext();
    if (context) context.user = identity.user;
    next();
  };
  return (route) => [
    ...(route.method === 'get' ? [] : [refuseForeignPages]),
    ...(route.access === 'public' ? [] : [signedIn, permit(route)]),
  ];
}

/** Lets through whose role, and whose key if they came with one, is for the route. */
function permit(route: Route): RequestHandler {
  const scope = scopeOf(route);
  return (request, _response, next) => {
    const identity = identityOf(request);
    const { role } = identity.user;
    if (route.access === 'owner' && role !== 'owner') {
      throw new ForbiddenError('for the owner only', { reason: 'owner' });
    }
    if (route.access === 'adult' && role === 'guest') {
      throw new ForbiddenError('not for guests', { reason: 'guest' });
    }
    if (scope) checkScope(identity, scope);
    next();
  };
}

/** What an API key must be for to call a route. */
export function scopeOf({ access, scope }: Pick<Route, 'access' | 'scope'>): Scope | undefined {
  if (scope || access === 'public' || access === 'user') return scope;
  return access === 'owner' ? 'admin' : 'account';
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
