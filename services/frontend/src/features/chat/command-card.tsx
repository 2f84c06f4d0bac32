'use client';

import type { ToolCall } from '@alice/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { GrowthRings } from '../../ui/growth-rings';
import { classNames } from '../../ui/class-names';
import { CheckIcon, WarningIcon } from '../../ui/icons';
import { argumentWords, namedTool, resultWords } from './tool-words';

export interface CommandCardProps {
  call: ToolCall;
  /** Between 0 and 1; null where nobody knows any more, or a model chose the tool. */
  confidence: number | null;
}

/** A tool that was run: what was understood and how surely, by whom, how fast, and what came of it. */
export function CommandCard({ call, confidence }: CommandCardProps) {
  const t = useTranslations('command');
  const format = useFormatter();
  const tool = namedTool(call.name);
  const results = resultWords(call.result);
  return (
    <section
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
        <div className="min-w-0">
          <p className="font-medium break-words">{tool ? t(`tools.${tool}`) : call.name}</p>
          <p className="text-sm text-muted">{t(call.executed ? 'executed' : 'notExecuted')}</p>
        </div>
      </div>
      {Object.keys(call.args).length > 0 && (
        <dl className="flex flex-wrap gap-1.5 px-4 pt-2.5">
          {argumentWords(call.args).map(({ name, rawName, value }) => (
            <div key={rawName} className="flex max-w-full gap-1.5 rounded-lg bg-moss px-2.5 py-1 text-sm">
              <dt className="text-muted">{name ? t(`arguments.${name}`) : rawName}</dt>
              <dd className="min-w-0 font-medium break-words" dir="auto">
                {'key' in value ? t(`values.${value.key}`) : value.text}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {call.error && <p className="px-4 pt-2.5 text-sm break-words text-lingon">{call.error.message}</p>}
      {results.length > 0 && (
        <dl className="flex flex-wrap gap-x-3 gap-y-0.5 px-4 pt-2.5 text-sm" aria-label={t('result')}>
          {results.map(({ name, value }) => (
            <div key={name} className="flex max-w-full gap-1.5">
              <dt className="text-muted">{t(`results.${name}`)}</dt>
              <dd className="min-w-0 break-words" dir="auto">
                {name === 'volume' ? `${value} %` : value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-xs text-muted">
        {confidence !== null && (
          <span className="flex items-center gap-1.5">
            <GrowthRings value={confidence} className="text-spruce" />
            {t('confidence', { percent: Math.round(confidence * 100) })}
          </span>
        )}
        <span>{t(`sources.${call.source}`)}</span>
        <span>
          {t('duration', {
            ms: format.number(call.latency_ms, { maximumFractionDigits: call.latency_ms < 10 ? 1 : 0 }),
          })}
        </span>
      </p>
    </section>
  );
}
