import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { LOCALE_COOKIE, pickLocale } from './locale';

export default getRequestConfig(async () => {
  const cookie = (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale = pickLocale(cookie, (await headers()).get('accept-language'));
  const messages =
    locale === 'sv' ? await import('../../messages/sv.json') : await import('../../messages/en.json');
  return { locale, messages: messages.default };
});
