'use client';

import type { Problem, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { callApi, onSignedOut, problemOf } from '../../backend/call-api';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { Logo } from '../../ui/logo';
import { Notice } from '../../ui/notice';

const UserContext = createContext<User | null>(null);

function goToLogin() {
  const here = window.location.pathname + window.location.search;
  window.location.replace(here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`);
}

/** Shows its children to whom the backend knows, and sends everybody else to sign in. */
export function SessionGate({ children }: { children: ReactNode }) {
  const t = useTranslations('accounts');
  const words = useProblemWords();
  const [user, setUser] = useState<User | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => onSignedOut(goToLogin), []);
  useEffect(() => {
    const controller = new AbortController();
    callApi<User>('/api/auth/me', { signal: controller.signal })
      .then(setUser)
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        const found = problemOf(error);
        if (found.code !== 'unauthenticated') setProblem(found);
      });
    return () => controller.abort();
  }, [attempt]);

  if (user) return <UserContext value={user}>{children}</UserContext>;
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      {problem ? (
        <Notice
          testId="problem"
          className="max-w-md"
          title={words(problem)}
          action={
            <Button
              kind="quiet"
              onClick={() => {
                setProblem(null);
                setAttempt(attempt + 1);
              }}
            >
              {t('tryAgain')}
            </Button>
          }
        />
      ) : (
        <p className="flex flex-col items-center gap-3 text-muted">
          <Logo className="sway size-10 text-spruce" />
          {t('looking')}
        </p>
      )}
    </main>
  );
}

/** Who is signed in. */
export function useUser(): User {
  const user = useContext(UserContext);
  if (user === null) throw new Error('useUser needs a SessionGate around it');
  return user;
}
