import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { findUser } from '../../backend/find-user';
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

export default async function WelcomePage() {
  return (
    <SessionGate known={await findUser()}>
      <Suspense>
        <Welcome />
      </Suspense>
    </SessionGate>
  );
}
