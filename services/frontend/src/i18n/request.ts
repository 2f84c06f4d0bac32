import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { en } from '../../messages/en';
import { sv } from '../../messages/sv';
import { LOCALE_COOKIE, pickLocale } from './locale';

const MESSAGES = { sv, en };

export default getRequestConfig(async () => {
  const cookie = (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale = pickLocale(cookie, (await headers()).get('accept-language'));
  return { locale, messages: MESSAGES[locale] };
});
