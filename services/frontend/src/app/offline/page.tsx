import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ComeBackButton } from '../../features/installing/come-back-button';
import { Logo } from '../../ui/logo';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('offline'))('title') };
}

/** What the service worker shows in place of any page that the network does not give. */
export default async function OfflinePage() {
  const t = await getTranslations('offline');
  return (
    <main className="grid min-h-dvh place-items-center p-6" data-testid="offline">
      <div className="flex max-w-md flex-col items-center gap-4 text-center">
        <Logo className="size-12 text-muted" />
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{t('title')}</h1>
        <p className="text-balance text-muted">{t('lead')}</p>
        <ComeBackButton />
      </div>
    </main>
  );
}
