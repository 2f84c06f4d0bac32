'use client';

import type { Preferences } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../backend/call-api';
import { ProblemNotice } from '../../backend/problem-notice';
import { useForm } from '../../backend/use-form';
import { useLoaded } from '../../backend/use-loaded';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { TextArea } from '../../ui/text-area';
import { useToast } from '../../ui/toaster';
import { MAX_PERSONA_LENGTH, personaLength } from './persona-rule';

const PATH = '/api/auth/me/preferences';

/** The person's own words on how Alice should be with them. */
export function PersonaForm() {
  const t = useTranslations('settings.persona');
  const all = useTranslations('settings');
  const { data, problem, loading, reload } = useLoaded<Preferences>(PATH);
  return (
    <Panel title={t('title')} lead={t('lead')} testId="persona-panel">
      <ProblemNotice
        problem={problem}
        action={
          <Button kind="quiet" onClick={reload}>
            {all('tryAgain')}
          </Button>
        }
      />
      {!data && loading && <Loading label={all('loading')} />}
      {data && <LoadedForm persona={data.persona} />}
    </Panel>
  );
}

function LoadedForm({ persona }: { persona: string }) {
  const t = useTranslations('settings.persona');
  const all = useTranslations('settings');
  const locale = useLocale();
  const toast = useToast();
  const [length, setLength] = useState(personaLength(persona));
  const { errors, busy, submit } = useForm(['persona'], async (body) => {
    await callApi<Preferences>(PATH, { method: 'PATCH', body });
    toast({ title: t('saved'), detail: t('savedDetail') });
  });
  const number = new Intl.NumberFormat(locale);
  return (
    <form className="flex max-w-xl flex-col gap-4" onSubmit={submit}>
      <ProblemNotice problem={errors.form} />
      <TextArea
        label={t('label')}
        name="persona"
        data-testid="persona"
        defaultValue={persona}
        placeholder={t('placeholder')}
        hint={t('count', {
          count: number.format(length),
          most: number.format(MAX_PERSONA_LENGTH),
        })}
        error={errors.fields.persona ?? (length > MAX_PERSONA_LENGTH ? t('tooLong') : undefined)}
        onChange={(event) => setLength(personaLength(event.currentTarget.value))}
      />
      <Button type="submit" className="self-start" disabled={busy} data-testid="persona-save">
        {busy ? all('sending') : all('save')}
      </Button>
    </form>
  );
}
