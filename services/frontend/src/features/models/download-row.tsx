'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useProblemWords } from '../../backend/use-problem-words';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { IconButton } from '../../ui/icon-button';
import { CloseIcon } from '../../ui/icons';
import { useProgressWords } from './progress-words';
import { percentOf, stageOf } from './pull-progress';
import type { Download } from './use-downloads';

export interface DownloadRowProps {
  download: Download;
  title: string;
  /** Whether it is the model that answers. */
  answers: boolean;
  /** Whether the person has just started it, with a button that is gone now. */
  takesFocus: boolean;
  onCancel: () => void;
  onAgain: () => void;
  onDismiss: () => void;
  onChoose: () => void;
}

/** A download: how far it is and how long it will take, or how it ended and what can be done. */
export function DownloadRow(props: DownloadRowProps) {
  const { download, title, answers, takesFocus, onCancel, onAgain, onDismiss, onChoose } = props;
  const t = useTranslations('models.download');
  const words = useProblemWords();
  const progressWords = useProgressWords();
  const { pull, problem } = download;
  const { status } = pull;
  const running = status === 'running';
  const percent = percentOf(pull);
  const stage = stageOf(pull);

  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (takesFocus) row.current?.focus();
  }, [takesFocus]);

  const failure = pull.failure ?? 'other';
  const said = {
    running: t('fetching', { title }),
    done: t(answers ? 'doneAnswers' : 'done', { title }),
    cancelled: t('cancelled', { title }),
    failed: t('failed', { title }),
  }[status];
  const why = problem ? words(problem) : t(`failures.${failure}`);

  return (
    <li
      ref={row}
      tabIndex={-1}
      data-testid="download"
      data-model={pull.name}
      data-status={status}
      className={classNames(
        'flex flex-col gap-2 rounded-xl border p-3.5 outline-none',
        status === 'failed' ? 'border-lingon/30 bg-lingon-soft' : 'border-line bg-birch',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        {/* Read out when it changes, which is at the start and at the end. */}
        <p role="status" className="min-w-0 flex-1 basis-48 font-medium break-words">
          {said}
        </p>
        {status === 'done' && !answers && (
          <Button
            kind="primary"
            data-testid="download-choose"
            onClick={() => {
              onChoose();
              row.current?.focus();
            }}
          >
            {t('choose')}
          </Button>
        )}
        {status !== 'done' && (
          <Button
            kind="quiet"
            data-testid={running ? 'download-cancel' : 'download-again'}
            aria-label={t(running ? 'cancelNamed' : 'againNamed', { title })}
            onClick={running ? onCancel : onAgain}
          >
            {t(running ? 'cancel' : 'again')}
          </Button>
        )}
        {!running && (
          <IconButton label={t('dismiss', { title })} data-testid="download-dismiss" onClick={onDismiss}>
            <CloseIcon />
          </IconButton>
        )}
      </div>
      {running && (
        <>
          <progress
            className={classNames(
              'elapsed h-2! w-full overflow-hidden rounded-full',
              percent === null && 'sway',
            )}
            aria-label={said}
            max={100}
            value={percent ?? 0}
          />
          <p className="min-h-10 text-sm text-muted tabular-nums sm:min-h-5" data-testid="download-progress">
            {stage === 'fetching' ? progressWords(download) : t(`stages.${stage}`)}
          </p>
        </>
      )}
      {(status === 'failed' || problem) && (
        <p className="text-sm break-words text-muted" data-testid="download-failure">
          {why}
        </p>
      )}
    </li>
  );
}
