import type { ReasoningEffort } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { ChoiceField } from '../../ui/choice-field';

const EFFORTS = ['low', 'medium', 'high'] as const satisfies readonly ReasoningEffort[];

export interface EffortFieldProps {
  value: ReasoningEffort;
  onChange: (effort: ReasoningEffort) => void;
}

/** How long the model may think before it answers. */
export function EffortField({ value, onChange }: EffortFieldProps) {
  const t = useTranslations('models.effort');
  return (
    <ChoiceField
      legend={t('legend')}
      name="effort"
      options={EFFORTS.map((effort) => ({ value: effort, label: t(effort), hint: t(`hints.${effort}`) }))}
      value={value}
      onChange={onChange}
    />
  );
}
