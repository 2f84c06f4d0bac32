import type { Models } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { Panel } from '../../ui/panel';
import { percentOf } from './pull-progress';

export interface AnsweringModelProps {
  models: Models;
  titleOf: (name: string) => string;
}

/** What answers, for those who may not choose it. */
export function AnsweringModel({ models, titleOf }: AnsweringModelProps) {
  const t = useTranslations('models');
  const { defaultModel, reasoningEffort, pulls } = models;
  const there = models.models.find(({ name }) => name === defaultModel);
  return (
    <Panel title={t('answering.title')} lead={t('ownerChooses')} testId="models-read-only">
      <p className="font-medium break-words">{titleOf(defaultModel)}</p>
      <p className="text-sm text-muted">
        {there
          ? there.capabilities.includes('thinking') && t(`effort.now.${reasoningEffort}`)
          : t('answering.missing')}
      </p>
      {pulls
        .filter(({ status }) => status === 'running')
        .map((pull) => (
          <p key={pull.name} className="mt-2 text-sm text-muted">
            {t('download.brief', { title: titleOf(pull.name), percent: percentOf(pull) ?? 0 })}
          </p>
        ))}
    </Panel>
  );
}
