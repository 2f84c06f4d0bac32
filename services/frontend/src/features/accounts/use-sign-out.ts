'use client';

import { useTranslations } from 'next-intl';
import { callOnce, problemOf } from '../../backend/call-api';
import { useProblemWords } from '../../backend/use-problem-words';
import { useToast } from '../../ui/toaster';

/** Returns how to end the session, here and at the backend. */
export function useSignOut(): () => void {
  const t = useTranslations('accounts');
  const toast = useToast();
  const words = useProblemWords();
  return () => {
    callOnce('/api/auth/logout', { method: 'POST' }).then(
      () => window.location.replace('/login'),
      (error: unknown) =>
        toast({ title: t('signOutFailed'), detail: words(problemOf(error)), kind: 'problem' }),
    );
  };
}
