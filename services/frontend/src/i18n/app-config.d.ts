import type { Locale } from '@alice/contracts';
import type { sv } from '../../messages/sv';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof sv;
  }
}
