'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useProblemWords } from '../../backend/use-problem-words';
import { isRunning, type Turn } from './conversation';
import { spokenText } from './spoken-text';

/** Reads out an answer once, when it is whole, and what came of taking a command back; a token at a time would chatter. */
export function LiveAnswer({ turns }: { turns: Turn[] }) {
  const t = useTranslations('chat');
  const command = useTranslations('command');
  const words = useProblemWords();
  const [said, setSaid] = useState({ text: '', count: 0 });
  /** What this page has seen coming; a stored conversation is not news. */
  const coming = useRef(new Set<string>());
  const undoing = useRef(new Set<string>());

  useEffect(() => {
    const say = (text: string) => setSaid(({ count }) => ({ text, count: count + 1 }));
    for (const turn of turns) {
      const { answer } = turn;
      if (!answer) continue;
      if (isRunning(turn)) coming.current.add(turn.key);
      else if (coming.current.delete(turn.key)) {
        say(answer.problem ? words(answer.problem) : spokenText(answer.text, t('code')));
      }
    }
    for (const { answer, key } of turns) {
      for (const index in answer?.undos) {
        const [name, undo] = [`${key}/${index}`, answer.undos[Number(index)]];
        if (!undo) continue;
        if (undo.phase === 'busy') undoing.current.add(name);
        else if (undoing.current.delete(name)) say(undo.phase === 'failed' ? undo.words : command('undone'));
      }
    }
  }, [turns, words, t, command]);

  return (
    <p role="status" aria-live="polite" className="sr-only" data-testid="announcement">
      {/* The same words again are news again. */}
      <span key={said.count}>{said.text}</span>
    </p>
  );
}
