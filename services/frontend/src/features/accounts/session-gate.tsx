'use client';

import type { Problem, User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { announceSignedIn, callOnce, onSignedOut, problemOf } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { Button } from '../../ui/button';
import { Logo } from '../../ui/logo';
import { loginPath } from './return-path';
import { SignInAgain } from './sign-in-again';

interface Account {
  user: User;
  /** Puts in what the backend says of the person after a change. */
  change: (user: User) => void;
}

export interface SessionGateProps {
  children: ReactNode;
  /** Whom the backend knew when the server made the page, so that the page is there before its scripts are; null: ask. */
  known?: User | null;
}

const AccountContext = createContext<Account | null>(null);

/**
 * Shows its children to whom the backend knows, and sends everybody else to sign in. Where a session ends in the middle,
 * the page stays as it is below a dialog, and goes on when the same person has signed in again.
 */
export function SessionGate({ children, known = null }: SessionGateProps) {
  const t = useTranslations('accounts');
  const [user, setUser] = useState(known);
  const [signedOut, setSignedOut] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const account = useMemo<Account | null>(() => user && { user, change: setUser }, [user]);
  const userId = user?.id;

  const asksFirst = known === null;
  useEffect(() => {
    if (!asksFirst) return;
    const controller = new AbortController();
    callOnce<User>('/api/auth/me', { signal: controller.signal })
      .then(setUser)
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        const found = problemOf(error);
        if (found.code === 'unauthenticated') window.location.replace(loginPath(window.location));
        else setProblem(found);
      });
    return () => controller.abort();
  }, [asksFirst, attempt]);

  const goOn = useCallback(
    (now: User) => {
      // The page shows what belongs to somebody else.
      if (now.id !== userId) return window.location.reload();
      setUser((before) => (before?.username === now.username && before.role === now.role ? before : now));
      setSignedOut(false);
      announceSignedIn();
    },
    [userId],
  );
  useEffect(() => {
    if (userId === undefined) return;
    const leave = onSignedOut(() => setSignedOut(true));
    // Meanwhile somebody may have signed in or out beside this page.
    const look = () => {
      callOnce<User>('/api/auth/me').then(goOn, (error: unknown) => {
        if (problemOf(error).code === 'unauthenticated') setSignedOut(true);
      });
    };
    window.addEventListener('focus', look);
    return () => {
      leave();
      window.removeEventListener('focus', look);
    };
  }, [userId, goOn]);

  if (account) {
    return (
      <AccountContext value={account}>
        {children}
        <SignInAgain open={signedOut} username={account.user.username} onSignedIn={goOn} />
      </AccountContext>
    );
  }
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      {problem ? (
        <ProblemNotice
          problem={problem}
          className="max-w-md"
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

/** Who is signed in, and how to put in a change of it. */
export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === null) throw new Error('useAccount needs a SessionGate around it');
  return account;
}

/** Who is signed in. */
export const useUser = (): User => useAccount().user;
