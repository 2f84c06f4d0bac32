export interface PolicyOptions {
  nonce: string;
  /** The browser reached us over TLS, so that upgrading its requests leads somewhere. */
  https: boolean;
  /** `next dev` evaluates code; nothing else may. */
  development: boolean;
}

/** The Content-Security-Policy of a page: nothing but our own origin, and only scripts that carry the nonce. */
export function contentSecurityPolicy({ nonce, https, development }: PolicyOptions): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
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
