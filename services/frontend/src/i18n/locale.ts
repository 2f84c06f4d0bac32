import type { Locale } from '@alice/contracts';

export const LOCALES = ['sv', 'en'] as const satisfies readonly Locale[];
export const DEFAULT_LOCALE: Locale = 'sv';
export const LOCALE_COOKIE = 'alice_locale';

const isLocale = (value: string | undefined): value is Locale => LOCALES.some((locale) => locale === value);

/** The language of the page: what the person chose, else what the browser asks for, else Swedish. */
export function pickLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return DEFAULT_LOCALE;
}
