'use client';

import type { Locale, Series, SeriesRange } from '@alice/contracts';
import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useId, useMemo, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { dayWords, figureWords, timeWords } from './figure-words';
import { LINES } from './line-style';
import type { Plot } from './plot-list';
import { drawnOf, isEmpty, latestOf } from './plot-rows';
import { PlotTable } from './plot-table';

// With the library that draws, which nobody needs elsewhere.
const LinePlot = dynamic(() => import('./line-plot').then((module) => module.LinePlot), { ssr: false });

const DAY_SECONDS = 86_400;

export interface PlotPanelProps {
  plot: Plot;
  range: SeriesRange;
  /** Undefined until it is there. */
  series: Series | undefined;
  /** Whether it was given up for now. */
  away: boolean;
}

/** One plot with its title, its values in words, and all of it as a table. */
export function PlotPanel({ plot: { name, keys, unit, least }, range, series, away }: PlotPanelProps) {
  const t = useTranslations('status');
  const locale: Locale = useLocale();
  const titleId = useId();
  const [pointed, setPointed] = useState<number | null>(null);
  const drawn = useMemo(() => series && drawnOf(series, keys), [series, keys]);
  const empty = drawn !== undefined && isEmpty(drawn);
  const words = useCallback(
    (value: number | null) => (value === null ? t('plot.noValue') : figureWords(value, unit, locale)),
    [t, unit, locale],
  );
  const formatTime = useCallback(
    (time: number, increment: number) =>
      increment >= DAY_SECONDS ? dayWords(time, locale) : timeWords(time, locale),
    [locale],
  );
  const labels = keys.map((key) => t(`plots.${name}.keys.${key}` as 'plots.disk.keys.free'));
  const window = series && t(`plot.windows.${String(series.windowSeconds) as '300' | '900' | '3600'}`);
  const pointedTime = pointed === null ? undefined : drawn?.times[pointed];
  const latest = drawn ? latestOf(drawn) : [];
  const shown = drawn && (pointed === null ? latest : drawn.values.map((line) => line[pointed] ?? null));
  const summary = t('plot.summary', {
    title: t(`plots.${name}.title`),
    values: labels.map((label, index) => `${label} ${words(latest[index] ?? null)}`).join(', '),
  });

  return (
    <section
      aria-labelledby={titleId}
      data-testid={`plot-${name}`}
      data-state={drawn === undefined ? (away ? 'away' : 'loading') : empty ? 'empty' : 'drawn'}
      className="min-w-0 rounded-2xl border border-line bg-surface p-4"
    >
      <div className="flex items-baseline justify-between gap-3">
        <h4 id={titleId} className="min-w-0 font-medium">
          {t(`plots.${name}.title`)}
        </h4>
        <p className="shrink-0 text-xs text-muted tabular-nums">
          {pointedTime === undefined ? t('plot.latest') : timeWords(pointedTime, locale, range !== 'hour')}
        </p>
      </div>
      <p className="min-h-5 text-sm text-muted">{t(`plots.${name}.lead`, { window: window ?? '…' })}</p>
      <ul className="mt-2 flex flex-wrap gap-x-4 text-sm tabular-nums" data-testid="plot-values">
        {labels.map((label, index) => (
          <li key={label} className="flex items-center gap-1.5">
            <LineSample index={index} />
            <span className="text-muted">{label}</span>
            <span className="font-medium">{words(shown?.[index] ?? null)}</span>
          </li>
        ))}
      </ul>
      <div
        {...(drawn && !empty ? { role: 'img', 'aria-label': summary } : {})}
        className="relative mt-1 h-44"
      >
        {drawn && !empty ? (
          <LinePlot
            drawn={drawn}
            least={least}
            whole={unit === 'count'}
            formatValue={words}
            formatTime={formatTime}
            onPoint={setPointed}
          />
        ) : (
          <p
            className={classNames(
              'grid h-full place-items-center text-sm text-muted',
              !drawn && !away && 'sway',
            )}
          >
            {drawn ? t('plot.none') : away ? t('plot.noValue') : t('plot.loading')}
          </p>
        )}
      </div>
      <PlotTable
        drawn={drawn && !empty ? drawn : null}
        labels={labels}
        title={t(`plots.${name}.title`)}
        words={words}
        timeWords={(time) => timeWords(time, locale, range !== 'hour')}
      />
    </section>
  );
}

function LineSample({ index }: { index: number }) {
  const { colour, dash } = LINES[index] ?? LINES[0];
  return (
    <svg viewBox="0 0 20 4" className={classNames('h-1 w-5', colour)} aria-hidden="true" focusable="false">
      <path d="M0 2h20" stroke="currentColor" strokeWidth="3" strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
