'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

export default function ErrorPage({ reset }: { reset: () => void }) {
  const t = useTranslations('app');
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <Notice
        alert
        testId="problem"
        className="max-w-md"
        title={t('errorTitle')}
        action={
          <Button kind="quiet" onClick={reset}>
            {t('tryAgain')}
          </Button>
        }
      />
    </main>
  );
}
