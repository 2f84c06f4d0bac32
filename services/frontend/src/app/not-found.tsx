import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { AccountPage } from './account-page';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('app'))('notFoundTitle') };
}

export default async function NotFound() {
  const t = await getTranslations('app');
  return (
    <AccountPage title={t('notFoundTitle')} lead={t('notFoundLead')}>
      <Link href="/" className="font-medium text-spruce underline underline-offset-4">
        {t('home')}
      </Link>
    </AccountPage>
  );
}
