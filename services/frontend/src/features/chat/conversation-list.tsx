'use client';

import type { ConversationPage, ConversationSummary, Problem } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { useSocket } from '../../backend/socket-provider';
import { useProblemWords } from '../../backend/use-problem-words';
import { classNames } from '../../ui/class-names';
import { PlusIcon } from '../../ui/icons';

export interface ConversationListProps {
  currentId: string | null;
  /** Something was chosen; a drawer around the list closes then. */
  onChosen?: () => void;
}

/** The latest conversations, and the way to a new one. */
export function ConversationList({ currentId, onChosen }: ConversationListProps) {
  const t = useTranslations('conversations');
  const words = useProblemWords();
  const locale = useLocale();
  const time = useMemo(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    [locale],
  );
  const { socket, returns } = useSocket();
  const [items, setItems] = useState<ConversationSummary[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const look = useCallback(() => {
    callApi<ConversationPage>('/api/conversations')
      .then((page) => {
        setItems(page.items);
        setProblem(null);
      })
      .catch((error: unknown) => setProblem(problemOf(error)));
  }, []);

  useEffect(look, [look, currentId, returns]);
  useEffect(() => {
    // A title and an order can change with any answer, but most answers change neither.
    const onStarted = ({ conversationId }: { conversationId: string }) => {
      if (items?.[0]?.id !== conversationId) look();
    };
    socket.on('answer:started', onStarted);
    return () => void socket.off('answer:started', onStarted);
  }, [socket, look, items]);

  return (
    <nav aria-label={t('label')} className="flex min-h-0 flex-1 flex-col gap-3 p-3">
      <Link
        href="/"
        prefetch={false}
        data-testid="new-conversation"
        onClick={onChosen}
        className="flex min-h-11 items-center gap-2 rounded-xl border border-line bg-surface px-3 text-sm font-medium transition-colors hover:border-spruce"
      >
        <PlusIcon className="size-4.5 text-spruce" />
        {t('new')}
      </Link>
      {problem && <p className="px-3 text-sm text-muted">{words(problem)}</p>}
      {items?.length === 0 && <p className="px-3 text-sm text-muted">{t('none')}</p>}
      <ul className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto" data-testid="conversations">
        {items?.map((item) => (
          <li key={item.id}>
            <Link
              href={`/?c=${item.id}`}
              prefetch={false}
              onClick={onChosen}
              aria-current={item.id === currentId ? 'page' : undefined}
              className={classNames(
                'flex min-h-11 flex-col justify-center rounded-xl px-3 py-1.5 text-sm transition-colors hover:bg-moss',
                item.id === currentId && 'bg-moss font-medium',
              )}
            >
              <span className="truncate" dir="auto">
                {item.title}
              </span>
              <time dateTime={item.updatedAt} className="text-xs font-normal text-muted">
                {time.format(new Date(item.updatedAt))}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
