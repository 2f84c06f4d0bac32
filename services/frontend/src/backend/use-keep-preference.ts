'use client';

import type { UpdatePreferencesRequest } from '@alice/contracts';
import { useState } from 'react';
import { callApi, problemOf } from './call-api';
import { useProblemWords } from './use-problem-words';

export interface KeepPreference {
  /** Keeps a choice with the account, so that it holds in every browser of the person. */
  keep: (change: UpdatePreferencesRequest) => void;
  /** What went wrong the last time, in words. */
  error: string | undefined;
}

/** Keeps what a person chooses for themselves. */
export function useKeepPreference(): KeepPreference {
  const words = useProblemWords();
  const [error, setError] = useState<string>();
  return {
    keep: (body) => {
      setError(undefined);
      callApi('/api/auth/me/preferences', { method: 'PATCH', body }).catch((reason: unknown) =>
        setError(words(problemOf(reason))),
      );
    },
    error,
  };
}
