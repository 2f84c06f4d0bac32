/** The request header in which `proxy.ts` tells the page its nonce. */
export const NONCE_HEADER = 'x-nonce';

/** Where Spotify's covers come from; the only pictures that are not our own. */
const COVER_HOST = 'https://i.scdn.co';

export interface PolicyOptions {
  nonce: string;
  /** The browser reached us over TLS, so that upgrading its requests leads somewhere. */
  https: boolean;
  /** `next dev` evaluates code and puts styles into its pages; nothing else may. */
  development: boolean;
}

/** The Content-Security-Policy of a page: nothing but our own origin, and only scripts that carry the nonce. */
export function contentSecurityPolicy({ nonce, https, development }: PolicyOptions): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `img-src 'self' data: ${COVER_HOST}`,
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
