'use client';

import type { Machine, Models, ModelSettings, ModelSuggestions, Problem } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { ProblemNotice } from '../../backend/problem-notice';
import { MoreIcon } from '../../ui/icons';
import { Panel } from '../../ui/panel';
import { memoryWords } from './amounts';
import { DownloadRow } from './download-row';
import { listedName } from './model-name-rule';
import { OtherModelForm } from './other-model-form';
import { SuggestionCard } from './suggestion-card';
import type { Downloads } from './use-downloads';

export interface FetchPanelProps {
  models: Models;
  suggestions: ModelSuggestions | null;
  downloads: Downloads;
  titleOf: (name: string) => string;
  change: (settings: ModelSettings) => Promise<Problem | null>;
}

/** Models that are not there: those that are being fetched, those that suit the machine, and any other by its name. */
export function FetchPanel({ models, suggestions, downloads, titleOf, change }: FetchPanelProps) {
  const t = useTranslations('models');
  const machineWords = useMachineWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const panel = useRef<HTMLDivElement>(null);

  const isThere = (name: string) => models.models.some((model) => model.name === listedName(name));
  const unknown = (download: Downloads['all'][number]) =>
    download.pull.failure === 'unknown_model' ||
    ['invalid_input', 'not_found'].includes(download.problem?.code ?? '');
  const ofTyped = downloads.all.find(({ pull }) => typed !== null && pull.name === typed);
  // What is wrong with a name that was typed stands at the field where it was typed.
  const atField = ofTyped && unknown(ofTyped) ? ofTyped : null;
  const rows = downloads.all.filter((download) => download !== atField);
  const fetching = new Set(rows.map(({ pull }) => listedName(pull.name)));
  const offered = (suggestions?.suggestions ?? []).filter(
    ({ name }) => !isThere(name) && !fetching.has(listedName(name)),
  );
  const best = offered.find(({ recommended }) => recommended);
  const others = offered.filter((model) => model !== best);
  const nothingFits = suggestions?.suggestions.every(({ fits }) => fits === 'no') ?? false;

  function start(name: string) {
    setStarted(name);
    downloads.start(name);
  }

  return (
    <Panel
      title={t('fetch.title')}
      lead={suggestions && machineWords(suggestions.machine)}
      testId="models-to-fetch"
    >
      <div ref={panel} tabIndex={-1} className="flex flex-col gap-4 outline-none">
        <ProblemNotice problem={problem} />
        {rows.length > 0 && (
          <ul className="flex flex-col gap-3" aria-label={t('download.list')}>
            {rows.map((download) => (
              <DownloadRow
                key={listedName(download.pull.name)}
                download={download}
                title={titleOf(download.pull.name)}
                answers={listedName(download.pull.name) === models.defaultModel}
                takesFocus={download.pull.name === started}
                onCancel={() => void downloads.cancel(download.pull.name)}
                onAgain={() => start(download.pull.name)}
                onDismiss={() => {
                  downloads.dismiss(download.pull.name);
                  panel.current?.focus();
                }}
                onChoose={() => void change({ defaultModel: download.pull.name }).then(setProblem)}
              />
            ))}
          </ul>
        )}
        {nothingFits && (
          <p className="text-sm text-muted" data-testid="nothing-fits">
            {t('fetch.nothingFits')}
          </p>
        )}
        {best && <SuggestionCard model={best} onFetch={() => start(best.name)} />}
        {others.length > 0 && (
          <details className="group" data-testid="more-models">
            <summary className="flex min-h-11 list-none items-center gap-1.5 rounded-xl text-sm font-medium text-spruce underline-offset-4 hover:underline">
              {t(
                suggestions?.suggestions.some(({ recommended }) => recommended) ? 'fetch.more' : 'fetch.all',
                {
                  count: others.length,
                },
              )}
              <MoreIcon className="size-4 rotate-180 group-open:rotate-0" />
            </summary>
            <div className="mt-2 flex flex-col gap-2">
              {others.map((model) => (
                <SuggestionCard key={model.name} model={model} onFetch={() => start(model.name)} />
              ))}
            </div>
          </details>
        )}
        <OtherModelForm
          refused={atField}
          onSubmit={(name) => {
            if (atField) downloads.dismiss(atField.pull.name);
            setTyped(name);
            start(name);
          }}
        />
      </div>
    </Panel>
  );
}

/** Returns what the language model has to work with, in words. */
function useMachineWords(): (machine: Machine | null) => string {
  const t = useTranslations('models.machine');
  const locale = useLocale();
  return (machine) => {
    if (machine === null) return t('elsewhere');
    const memory = memoryWords(machine.memoryBytes, locale);
    const basics = t('basics', { memory, processors: machine.processors });
    return `${basics} ${machine.gpu ? t('card', { memory: memoryWords(machine.gpu.memoryBytes, locale) }) : t('noCard')}`;
  };
}
