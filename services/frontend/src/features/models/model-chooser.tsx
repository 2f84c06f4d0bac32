'use client';

import { useTranslations } from 'next-intl';
import { ProblemNotice } from '../../backend/problem-notice';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { AnsweringModel } from './answering-model';
import { AnsweringPanel } from './answering-panel';
import { AwayNotice } from './away-notice';
import { FetchPanel } from './fetch-panel';
import { titlesOf } from './model-words';
import { useModels } from './use-models';

export interface ModelChooserProps {
  /** Whether the person may change anything; others see what answers. */
  owner: boolean;
}

/** Which language model answers, which are there, and which are worth fetching on this machine. */
export function ModelChooser({ owner }: ModelChooserProps) {
  const t = useTranslations('models');
  const state = useModels(owner);
  const { models, suggestions, away, problem, downloads } = state;
  const titleOf = titlesOf(suggestions?.suggestions ?? []);

  if (away) return <AwayNotice away={away} owner={owner} suggestions={suggestions} />;
  if (problem && !models) {
    return (
      <ProblemNotice
        problem={problem}
        action={
          <Button kind="quiet" data-testid="models-again" onClick={state.reload}>
            {t('tryAgain')}
          </Button>
        }
      />
    );
  }
  if (!models) return <Loading label={t('loading')} />;
  if (!owner) return <AnsweringModel models={models} titleOf={titleOf} />;
  return (
    <div className="flex flex-col gap-4" data-testid="model-chooser">
      <AnsweringPanel models={models} titleOf={titleOf} change={state.change} remove={state.remove} />
      <FetchPanel
        models={models}
        suggestions={suggestions}
        downloads={downloads}
        titleOf={titleOf}
        change={state.change}
      />
    </div>
  );
}
