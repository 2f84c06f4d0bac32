'use client';

import type { SeriesRange } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PLOTS } from './plot-list';
import { PlotPanel } from './plot-panel';
import { useSeries } from './use-series';

const RANGES = ['hour', 'day', 'week'] as const satisfies readonly SeriesRange[];

/** How the figures went over an hour, a day or a week. */
export function Plots() {
  const t = useTranslations('status');
  const [range, setRange] = useState<SeriesRange>('hour');
  const { series, problem, reload } = useSeries(range);
  return (
    <Tabs.Root value={range} onValueChange={(value) => setRange(value as SeriesRange)}>
      <Tabs.List
        aria-label={t('ranges.label')}
        className="inline-flex max-w-full flex-wrap gap-1 rounded-xl border border-line bg-surface p-1"
        data-testid="status-ranges"
      >
        {RANGES.map((name) => (
          <Tabs.Trigger
            key={name}
            value={name}
            data-testid={`status-range-${name}`}
            className="min-h-9 rounded-lg px-3 text-sm text-muted hover:text-ink data-[state=active]:bg-spruce data-[state=active]:font-medium data-[state=active]:text-on-spruce"
          >
            {t(`ranges.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={range} className="mt-4">
        {problem && (
          <Notice
            className="mb-4"
            testId="status-figures-away"
            title={t('plot.away')}
            action={
              <Button kind="quiet" onClick={reload}>
                {t('page.tryAgain')}
              </Button>
            }
          />
        )}
        {(problem === null || Object.keys(series).length > 0) && (
          <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
            {PLOTS.map((plot) => (
              <PlotPanel
                key={plot.name}
                plot={plot}
                range={range}
                series={series[plot.name]}
                away={problem !== null}
              />
            ))}
          </div>
        )}
      </Tabs.Content>
    </Tabs.Root>
  );
}
