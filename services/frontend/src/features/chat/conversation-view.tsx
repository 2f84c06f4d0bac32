'use client';

import type { Locale } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useSocket } from '../../backend/socket-provider';
import { useProblemWords } from '../../backend/use-problem-words';
import { Logo } from '../../ui/logo';
import { Notice } from '../../ui/notice';
import { Composer } from './composer';
import type { Turn } from './conversation';
import { TurnView } from './turn-view';
import { useConversation } from './use-conversation';

/** So near the end, in pixels, a reader is still following the answer. */
const FOLLOWING_PX = 120;

const EXAMPLES = ['play', 'volume', 'pause', 'question'] as const;

export interface ConversationViewProps {
  id: string | null;
  onNamed: (id: string) => void;
}

/** The conversation with its text field. */
export function ConversationView({ id, onNamed }: ConversationViewProps) {
  const t = useTranslations('chat');
  const locale: Locale = useLocale();
  const words = useProblemWords();
  const { connected } = useSocket();
  const { turns, loading, problem, running, ask, askAgain, stop } = useConversation({ id, locale, onNamed });
  const { scroller, follow } = useFollow(turns);

  const send = (text: string) => {
    follow();
    ask(text);
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4" tabIndex={-1}>
        <div className="mx-auto flex min-h-full w-full max-w-3xl flex-col py-6">
          <h2 className="sr-only">{t('conversation')}</h2>
          {problem && <Notice alert testId="problem" title={words(problem)} />}
          {loading && <p className="sway m-auto text-muted">{t('loading')}</p>}
          {!loading && !problem && turns.length === 0 && (
            <div className="m-auto flex max-w-lg flex-col items-center gap-6 text-center" data-testid="empty">
              <Logo className="size-12 text-spruce" />
              <div>
                <p className="text-2xl font-medium tracking-tight text-balance">{t('greeting')}</p>
                <p className="mt-2 text-muted text-balance">{t('greetingMore')}</p>
              </div>
              <ul className="flex flex-wrap justify-center gap-2">
                {EXAMPLES.map((example) => (
                  <li key={example}>
                    <button
                      type="button"
                      className="min-h-10 rounded-full border border-line bg-surface px-4 text-sm transition-colors hover:border-spruce"
                      onClick={() => send(t(`examples.${example}`))}
                    >
                      {t(`examples.${example}`)}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <ol className="flex flex-col gap-8" data-testid="messages">
            {turns.map((turn) => (
              <TurnView key={turn.key} turn={turn} connected={connected} onAskAgain={askAgain} />
            ))}
          </ol>
        </div>
      </div>
      <div className="px-3 pt-1 pb-3">
        <Composer running={running !== null} onSend={send} onStop={stop} />
      </div>
      <FinishedAnswer turns={turns} />
    </div>
  );
}

/** Keeps the end in sight while answers come, unless the reader has gone back to read. */
function useFollow(turns: Turn[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    const watch = () => {
      if (!element) return;
      following.current = element.scrollHeight - element.scrollTop - element.clientHeight < FOLLOWING_PX;
    };
    element?.addEventListener('scroll', watch, { passive: true });
    return () => element?.removeEventListener('scroll', watch);
  }, []);
  useEffect(() => {
    if (following.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [turns]);
  return { scroller, follow: () => (following.current = true) };
}

/** Reads out an answer once, when it is whole; a token at a time would chatter. */
function FinishedAnswer({ turns }: { turns: Turn[] }) {
  const words = useProblemWords();
  const [text, setText] = useState('');
  const heard = useRef(new Set<string>());
  const last = turns.at(-1);
  useEffect(() => {
    if (!last?.answer) return;
    const { phase, problem } = last.answer;
    if (phase === 'waiting' || phase === 'streaming') heard.current.add(last.key);
    // Only what this page has seen coming: a stored conversation is not news.
    else if (heard.current.delete(last.key)) setText(problem ? words(problem) : last.answer.text);
  }, [last, words]);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}
