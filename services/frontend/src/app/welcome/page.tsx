import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { SessionGate } from '../../features/accounts';
import { stepFrom } from '../../features/welcome';
import { Welcome } from './welcome';

interface WelcomePageProps {
  searchParams: Promise<{ step?: string | string[] }>;
}

export async function generateMetadata({ searchParams }: WelcomePageProps): Promise<Metadata> {
  const t = await getTranslations('welcome');
  return { title: t(`${stepFrom((await searchParams).step)}.title`) };
}

export default function WelcomePage() {
  return (
    <SessionGate>
      <Suspense>
        <Welcome />
      </Suspense>
    </SessionGate>
  );
}
