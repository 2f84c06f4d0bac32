import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Read when the app is built, and never again.
export const dynamic = 'force-static';

/** Another build is another worker to the browser, which then keeps that build's page. */
const VERSION = Date.now().toString(36);

export function GET(): Response {
  const worker = readFileSync(join(process.cwd(), 'src/app/sw.js/service-worker.js'), 'utf8');
  return new Response(`const VERSION = '${VERSION}';\n${worker}`, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; connect-src 'self'",
    },
  });
}
