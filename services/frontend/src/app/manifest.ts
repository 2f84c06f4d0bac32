import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

/** What a browser needs to install Alice as an app. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('app');
  return {
    id: '/',
    name: 'Alice',
    short_name: 'Alice',
    description: t('description'),
    lang: await getLocale(),
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f4ee',
    theme_color: '#f6f4ee',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/alice-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/alice-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/alice-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
