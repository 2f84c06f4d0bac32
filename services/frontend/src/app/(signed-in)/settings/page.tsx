import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdultsOnly, Profile } from '../../../features/accounts';
import { Appearance } from './appearance/appearance';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

/** The list alone on a narrow screen; beside it the first section on a wide one. */
export default function SettingsPage() {
  return (
    <AdultsOnly instead={<Appearance />}>
      <Profile />
    </AdultsOnly>
  );
}
