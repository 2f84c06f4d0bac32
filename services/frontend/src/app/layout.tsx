import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { NONCE_HEADER } from '../content-security-policy';
import { ServiceWorker } from '../features/installing/service-worker';
import { pickTheme, THEME_COOKIE } from '../theme';
import { StyleNonce } from '../ui/style-nonce';
import './globals.css';

const BIRCH = { light: '#f6f4ee', dark: '#101816' };

const themeOfPage = async () => pickTheme((await cookies()).get(THEME_COOKIE)?.value);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  return {
    title: { default: 'Alice', template: '%s · Alice' },
    applicationName: 'Alice',
    description: t('description'),
    robots: { index: false },
    appleWebApp: { capable: true, title: 'Alice', statusBarStyle: 'default' },
  };
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await themeOfPage();
  return {
    width: 'device-width',
    initialScale: 1,
    colorScheme: theme === 'system' ? 'light dark' : theme,
    interactiveWidget: 'resizes-content',
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: BIRCH.light },
            { media: '(prefers-color-scheme: dark)', color: BIRCH.dark },
          ]
        : BIRCH[theme],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await themeOfPage();
  return (
    <html lang={await getLocale()} data-theme={theme === 'system' ? undefined : theme}>
      <body className="bg-birch font-sans text-ink antialiased">
        <StyleNonce nonce={(await headers()).get(NONCE_HEADER) ?? ''} />
        <NextIntlClientProvider>
          {children}
          <ServiceWorker />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
