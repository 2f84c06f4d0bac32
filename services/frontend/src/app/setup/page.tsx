import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SetupForm } from '../../features/accounts';
import { AccountPage } from '../account-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('setupTitle') };
}

export default async function SetupPage() {
  const t = await getTranslations('accounts');
  return (
    <AccountPage title={t('setupTitle')}>
      <SetupForm />
    </AccountPage>
  );
}
