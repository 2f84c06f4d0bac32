import type { Locale } from '@alice/contracts';
import type messages from '../../messages/sv.json';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
