import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OwnersStatus } from './owners-status';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('status'))('page.title') };
}

export default function Page() {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-5xl px-4 py-6 sm:px-6 sm:py-8">
        <OwnersStatus />
      </div>
    </div>
  );
}
