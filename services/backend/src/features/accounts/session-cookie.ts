import type { Request, Response } from 'express';

/** `__Host-` binds the cookie to this host and to https; browsers refuse it on plain http. */
const nameOf = (secure: boolean) => (secure ? '__Host-alice_sid' : 'alice_sid');

const optionsOf = (secure: boolean) => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure });

/** The session's secret in a `Cookie` header, if it has one. */
export function sessionTokenFrom(header: string | undefined, secure: boolean): string | undefined {
  const wanted = `${nameOf(secure)}=`;
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(wanted));
  return pair?.trim().slice(wanted.length);
}

/** Sets the cookie for as long as the session may live, in milliseconds. */
export function setSessionCookie(
  request: Request,
  response: Response,
  token: string,
  lifetimeMs: number,
): void {
  response.cookie(nameOf(request.secure), token, { ...optionsOf(request.secure), maxAge: lifetimeMs });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(nameOf(request.secure), optionsOf(request.secure));
}
