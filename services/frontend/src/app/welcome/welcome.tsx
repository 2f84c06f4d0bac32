'use client';

import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { SocketProvider } from '../../backend/socket-provider';
import { AdultsOnly, useUser } from '../../features/accounts';
import { LanguageField } from '../../features/language';
import { ModelChooser } from '../../features/models';
import { MusicSetup } from '../../features/music';
import { ThemeField } from '../../features/settings';
import { FirstSentenceStep, stepFrom, WelcomeFrame } from '../../features/welcome';
import { Toaster } from '../../ui/toaster';

/** Where the features meet in the first minutes. */
export function Welcome() {
  const t = useTranslations('app');
  const { role } = useUser();
  const step = stepFrom(useSearchParams().get('step'));
  return (
    <SocketProvider>
      <Toaster label={t('messages')} closeLabel={t('close')}>
        <WelcomeFrame step={step}>
          {step === 'language' && (
            <div className="flex flex-col gap-7">
              <LanguageField />
              <ThemeField />
            </div>
          )}
          {step === 'music' && <MusicSetup />}
          {step === 'model' && (
            <AdultsOnly>
              <ModelChooser owner={role === 'owner'} />
            </AdultsOnly>
          )}
          {step === 'sentence' && <FirstSentenceStep />}
        </WelcomeFrame>
      </Toaster>
    </SocketProvider>
  );
}
