'use client';

import type { ToolCall } from '@alice/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { GrowthRings } from '../../ui/growth-rings';
import { classNames } from '../../ui/class-names';
import { CheckIcon, WarningIcon } from '../../ui/icons';
import type { UndoState } from './conversation';
import { argumentWords, namedTool, resultWords } from './tool-words';
import { UndoCommand } from './undo-command';
import { undoOf, type Undo } from './undo-rule';

export interface CommandCardProps {
  call: ToolCall;
  /** The words that were understood as the command; null where nobody said any. */
  heard: string | null;
  /** Between 0 and 1; null where nobody knows any more, or a model chose the tool. */
  confidence: number | null;
  /** What came of taking it back; undefined where nobody has tried. */
  undone: UndoState | undefined;
  onUndo: (undo: Undo) => void;
}

/** A tool that was run: what was heard and understood and how surely, by whom, how fast, what came of it, and the way back. */
export function CommandCard({ call, heard, confidence, undone, onUndo }: CommandCardProps) {
  const t = useTranslations('command');
  const format = useFormatter();
  const tool = namedTool(call.name);
  const results = resultWords(call.result);
  const undo = undoOf(call);
  return (
    <div
      role="group"
      data-testid="command-card"
      data-tool={call.name}
      data-executed={call.executed}
      aria-label={t('label')}
      className={classNames(
        'w-full max-w-md overflow-hidden rounded-2xl border bg-surface',
        call.executed ? 'border-line' : 'border-lingon/40',
      )}
    >
      <div className="flex items-center gap-3 px-4 pt-3">
        <span
          className={classNames(
            'grid size-8 shrink-0 place-items-center rounded-full',
            call.executed ? 'bg-moss text-spruce' : 'bg-lingon-soft text-lingon',
          )}
        >
          {call.executed ? <CheckIcon className="size-4.5" /> : <WarningIcon className="size-4.5" />}
        </span>
        <div className="min-w-0 flex-1">
          <p className="font-medium wrap-anywhere">{tool ? t(`tools.${tool}`) : call.name}</p>
          <p className="text-sm text-muted">{t(call.executed ? 'executed' : 'notExecuted')}</p>
        </div>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 px-4 pt-2.5 text-sm">
        {heard !== null && (
          <>
            <dt className="py-0.5 text-muted">{t('heard')}</dt>
            <dd dir="auto" data-testid="command-heard" className="line-clamp-2 py-0.5 wrap-anywhere">
              <q>{heard}</q>
            </dd>
          </>
        )}
        {Object.keys(call.args).length > 0 && (
          <>
            <dt className="py-0.5 text-muted">{t('understood')}</dt>
            <dd data-testid="command-arguments">
              <Arguments args={call.args} />
            </dd>
          </>
        )}
        {results.map(({ name, value }) => (
          <Result key={name} label={t(`results.${name}`)} value={value} />
        ))}
      </dl>
      {call.error && (
        <p className="px-4 pt-2.5 text-sm wrap-anywhere text-lingon" data-testid="command-error">
          {call.error.message}
        </p>
      )}
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-5 border-t border-line px-4 py-1.5 text-xs text-muted">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1">
          {confidence !== null && (
            <span className="flex items-center gap-1.5" data-testid="command-confidence">
              <GrowthRings value={confidence} className="text-spruce" />
              {t('confidence', { percent: Math.round(confidence * 100) })}
            </span>
          )}
          <span data-testid="command-source">{t(`sources.${call.source}`)}</span>
          <span data-testid="command-duration">
            {t('duration', {
              ms: format.number(call.latency_ms, { maximumFractionDigits: call.latency_ms < 10 ? 1 : 0 }),
            })}
          </span>
        </p>
        {undo && <UndoCommand what={tool && t(`tools.${tool}`)} state={undone} onUndo={() => onUndo(undo)} />}
      </div>
    </div>
  );
}

function Arguments({ args }: { args: ToolCall['args'] }) {
  const t = useTranslations('command');
  return (
    <ul className="flex flex-wrap gap-1.5">
      {argumentWords(args).map(({ name, rawName, value }) => (
        <li key={rawName} className="flex max-w-full gap-1.5 rounded-lg bg-moss px-2 py-0.5">
          <span className="shrink-0 text-muted">{name ? t(`arguments.${name}`) : rawName}</span>
          <span className="min-w-0 font-medium wrap-anywhere" dir="auto">
            {'key' in value ? t(`values.${value.key}`) : value.text}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Result({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt className="py-0.5 text-muted">{label}</dt>
      <dd dir="auto" data-testid="command-result" className="py-0.5 wrap-anywhere">
        {value}
      </dd>
    </>
  );
}
