'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';

/** Asks the backend once more. */
export function TryAgain({ onClick }: { onClick: () => void }) {
  const t = useTranslations('accounts');
  return (
    <Button kind="quiet" data-testid="try-again" onClick={onClick}>
      {t('tryAgain')}
    </Button>
  );
}
