'use client';

import type { MusicState, ToolCall } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, type Dispatch } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { useProblemWords } from '../../backend/use-problem-words';
import { recall, remember } from '../../remembered';
import type { UndoState } from './conversation';
import type { ConversationAction } from './conversation-reducer';
import type { Undo } from './undo-rule';

const DEADLINE_MS = 10_000;
const NAME = 'alice.undone';
/** So many are known to be taken back after a reload. */
const MOST_KEPT = 100;

const nameOf = (messageId: string, index: number) => `${messageId}/${index}`;
const kept = () => (recall(NAME) ?? '').split(' ').filter(Boolean);

/** Whether this browser has taken the command back before. */
export const wasUndone = (messageId: string, index: number): boolean =>
  kept().includes(nameOf(messageId, index));

/** Returns how to take a command of an answer back; what comes of it is told to the conversation. */
export function useUndo(dispatch: Dispatch<ConversationAction>) {
  const t = useTranslations('command');
  const words = useProblemWords();
  const latest = useRef({ t, words });
  useEffect(() => {
    latest.current = { t, words };
  });
  return useCallback(
    async (messageId: string, index: number, { calls, track }: Undo): Promise<boolean> => {
      const tell = (undo: UndoState) => dispatch({ type: 'undo', messageId, index, undo });
      const signal = AbortSignal.timeout(DEADLINE_MS);
      const failed = (reason: string) => {
        tell({ phase: 'failed', words: reason });
        return false;
      };
      tell({ phase: 'busy' });
      try {
        if (track !== undefined) {
          const music = await callApi<MusicState>('/api/music', { signal });
          if (music.track?.uri !== track) return failed(latest.current.t('otherTrack'));
        }
        for (const { name, args } of calls) {
          const { executed, error } = await callApi<ToolCall>(`/api/tools/${name}/execute`, {
            method: 'POST',
            body: { args },
            signal,
          });
          if (!executed) return failed(error?.message ?? latest.current.t('notUndone'));
        }
      } catch (error) {
        return failed(latest.current.words(problemOf(error)));
      }
      remember(NAME, [nameOf(messageId, index), ...kept()].slice(0, MOST_KEPT).join(' '));
      tell({ phase: 'done' });
      return true;
    },
    [dispatch],
  );
}
