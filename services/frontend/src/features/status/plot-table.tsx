'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { classNames } from '../../ui/class-names';
import { plotRows, type Drawn } from './plot-rows';

const ROWS = 12;

export interface PlotTableProps {
  /** Null where there is nothing to show; the place stays the same. */
  drawn: Drawn | null;
  labels: string[];
  title: string;
  words: (value: number | null) => string;
  timeWords: (unixSeconds: number) => string;
}

/** A plot in words, for who does not see it or wants to know exactly. */
export function PlotTable({ drawn, labels, title, words, timeWords }: PlotTableProps) {
  const t = useTranslations('status.plot');
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classNames('mt-2 text-sm', drawn === null && 'invisible')}
      data-testid="plot-table"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="w-fit rounded text-muted hover:text-ink">
        {t('asTable')} <span className="sr-only">{title}</span>
      </summary>
      {open && drawn && (
        // Several columns are wider than a phone.
        <div role="group" aria-label={title} tabIndex={0} className="mt-2 overflow-x-auto">
          <table className="w-full text-left tabular-nums">
            <caption className="pb-1 text-left text-xs text-muted">{t('highest')}</caption>
            <thead>
              <tr className="border-b border-line">
                <th scope="col" className="py-1 pr-3 font-medium">
                  {t('time')}
                </th>
                {labels.map((label) => (
                  <th key={label} scope="col" className="py-1 pr-3 font-medium">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {plotRows(drawn, ROWS).map(({ until, highest }) => (
                <tr key={until} className="border-b border-line last:border-0">
                  <th scope="row" className="py-1 pr-3 font-normal text-muted">
                    {timeWords(until)}
                  </th>
                  {highest.map((value, index) => (
                    <td key={labels[index]} className="py-1 pr-3">
                      {words(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
