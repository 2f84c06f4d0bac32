import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InviteForm } from '../../features/accounts';
import { AccountPage } from '../account-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('invite.title') };
}

export default async function InvitePage() {
  const t = await getTranslations('accounts');
  return (
    <AccountPage title={t('invite.title')}>
      <InviteForm />
    </AccountPage>
  );
}
