import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LoginForm } from '../../features/accounts';
import { AccountPage } from '../account-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('loginTitle') };
}

export default async function LoginPage() {
  const t = await getTranslations('accounts');
  return (
    <AccountPage title={t('loginTitle')} lead={t('loginLead')}>
      <LoginForm />
    </AccountPage>
  );
}
