import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

type Sections = 'profile' | 'appearance' | 'assistant' | 'music' | 'keys' | 'users' | 'events' | 'about';

/** The title of the page of a section. */
export const sectionTitle = (section: Sections) => async (): Promise<Metadata> => ({
  title: (await getTranslations('settings'))(`sections.${section}`),
});
