'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { CheckIcon, UndoIcon } from '../../ui/icons';
import type { UndoState } from './conversation';

export interface UndoCommandProps {
  /** The command in words, for those who do not see its card. */
  what: string | null;
  state: UndoState | undefined;
  onUndo: () => void;
}

/** The way back from a command, and what came of taking it. */
export function UndoCommand({ what, state, onUndo }: UndoCommandProps) {
  const t = useTranslations('command');
  const done = state?.phase === 'done';
  const over = done || state?.phase === 'busy';
  return (
    <>
      {/* It stays when it is used, so that the focus has a place. */}
      <Button
        kind="bare"
        className="-mx-2 min-h-9 px-2 aria-disabled:cursor-default aria-disabled:hover:bg-transparent"
        data-testid="undo"
        data-phase={state?.phase ?? 'ready'}
        aria-disabled={over}
        onClick={over ? undefined : onUndo}
      >
        {done ? <CheckIcon className="size-4 text-spruce" /> : <UndoIcon className="size-4" />}
        {t(done ? 'undone' : 'undo')}
        {!done && what !== null && <span className="sr-only">: {what}</span>}
      </Button>
      {state?.phase === 'failed' && (
        <p className="w-full pb-1 text-sm wrap-anywhere text-lingon" data-testid="undo-failed">
          {state.words}
        </p>
      )}
    </>
  );
}
