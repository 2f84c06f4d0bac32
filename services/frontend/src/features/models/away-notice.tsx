import type { ModelSuggestions } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../../ui/empty-state';
import { SparkIcon } from '../../ui/icons';

export interface AwayNoticeProps {
  away: 'off' | 'starting' | 'down';
  owner: boolean;
  suggestions: ModelSuggestions | null;
}

/** Says that no language model's server answers, what works all the same, and how it is switched on. */
export function AwayNotice({ away, owner, suggestions }: AwayNoticeProps) {
  const t = useTranslations('models.away');
  const best = suggestions?.suggestions.find(({ recommended }) => recommended);
  return (
    <div className="rounded-2xl border border-line bg-surface">
      <EmptyState
        testId={`models-${away}`}
        icon={<SparkIcon className="size-8" />}
        title={t(`${away}.title`)}
        lead={
          <div className="flex flex-col gap-2">
            <p>{t('commandsWork')}</p>
            {owner && <p>{t(`${away}.remedy`)}</p>}
            {owner && best && <p>{t('best', { title: best.title })}</p>}
            <p>{t('looking')}</p>
          </div>
        }
      />
    </div>
  );
}
