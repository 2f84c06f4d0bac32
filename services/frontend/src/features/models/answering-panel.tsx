'use client';

import type { Model, Models, ModelSettings, Problem, ReasoningEffort } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { ProblemNotice } from '../../backend/problem-notice';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Panel } from '../../ui/panel';
import { EffortField } from './effort-field';
import { useSize } from './model-words';
import { ModelRadio } from './model-radio';

export interface AnsweringPanelProps {
  models: Models;
  titleOf: (name: string) => string;
  change: (settings: ModelSettings) => Promise<Problem | null>;
  remove: (name: string) => Promise<Problem | null>;
}

/** The models that are there: which one answers, how long it may think, and which may go. */
export function AnsweringPanel({ models, titleOf, change, remove }: AnsweringPanelProps) {
  const t = useTranslations('models');
  const size = useSize();
  const { defaultModel } = models;
  const [picked, setPicked] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Model | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [effort, setEffort] = useState<ReasoningEffort | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const list = useRef<HTMLFieldSetElement>(null);

  // One that has just been deleted can't be picked any more.
  const there = (name: string | null) => models.models.find((model) => model.name === name);
  const chosen = there(picked)?.name ?? defaultModel;
  const answering = there(defaultModel);

  async function run(act: () => Promise<Problem | null>) {
    setBusy(true);
    setProblem(null);
    const found = await act();
    setProblem(found);
    setBusy(false);
    return found === null;
  }

  return (
    <Panel title={t('answering.title')} lead={t('answering.lead')} testId="models-there">
      <div className="flex flex-col gap-4">
        <ProblemNotice problem={problem} />
        {!answering && (
          <p className="text-sm text-muted" data-testid="default-missing">
            {t(models.models.length === 0 ? 'answering.none' : 'answering.notThere', {
              title: titleOf(defaultModel),
            })}
          </p>
        )}
        {models.models.length > 0 && (
          <fieldset ref={list} tabIndex={-1} className="flex flex-col gap-2 outline-none">
            <legend className="sr-only">{t('answering.title')}</legend>
            {models.models.map((model) => (
              <ModelRadio
                key={model.name}
                model={model}
                title={titleOf(model.name)}
                checked={model.name === chosen}
                answers={model.name === defaultModel}
                disabled={busy}
                onPick={() => setPicked(model.name)}
                onDelete={() => {
                  setLeaving(model);
                  setAsking(true);
                }}
              />
            ))}
          </fieldset>
        )}
        {chosen !== defaultModel && (
          <Button
            className="self-start"
            data-testid="choose-model"
            onClick={() => {
              if (busy) return;
              void run(() => change({ defaultModel: chosen })).then((done) => {
                if (done) list.current?.focus();
              });
            }}
          >
            {t('answering.choose', { title: titleOf(chosen) })}
          </Button>
        )}
        {answering?.capabilities.includes('thinking') && (
          <EffortField
            value={effort ?? models.reasoningEffort}
            onChange={(reasoningEffort) => {
              setEffort(reasoningEffort);
              void run(() => change({ reasoningEffort })).then(() => setEffort(null));
            }}
          />
        )}
      </div>
      <ConfirmDialog
        open={asking}
        danger
        busy={busy}
        testId="delete-model"
        title={t('delete.title', { title: titleOf(leaving?.name ?? '') })}
        description={t('delete.lead', { size: size(leaving?.sizeBytes ?? 0) })}
        confirmLabel={t('delete.yes')}
        cancelLabel={t('delete.no')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          void run(() => remove(leaving?.name ?? '')).then(() => {
            setAsking(false);
            list.current?.focus();
          });
        }}
      />
    </Panel>
  );
}
