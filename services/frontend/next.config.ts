import { join } from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const root = join(__dirname, '../..');

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root },
  outputFileTracingExcludes: {
    '/*': [
      '../../node_modules/@img/**',
      '../../node_modules/sharp/**',
      '../../node_modules/@swc/core*/**',
      '../../node_modules/typescript/**',
    ],
  },
  poweredByHeader: false,
  // nginx compresses, once, for everything that passes it.
  compress: false,
  images: { unoptimized: true },
  // `npm run types` checks the types; a second check would only make the image slower to build.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default createNextIntlPlugin({
  requestConfig: './src/i18n/request.ts',
  // Compiled when the page is built, so that no parser of messages is sent to the browser.
  experimental: { messages: { path: './messages', format: 'json', locales: ['sv', 'en'], precompile: true } },
})(config);
