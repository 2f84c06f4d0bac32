import type { ModelSuggestion } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { DownloadIcon, ExternalIcon } from '../../ui/icons';
import { useNotes, useSize } from './model-words';

const FIT_COLOURS = {
  well: 'text-spruce',
  slowly: 'text-cloudberry',
  no: 'text-muted',
  unknown: 'text-muted',
};

export interface SuggestionCardProps {
  model: ModelSuggestion;
  onFetch: () => void;
}

/** A model that could be fetched: how it would run, what it is like, and under which licence it comes. */
export function SuggestionCard({ model, onFetch }: SuggestionCardProps) {
  const t = useTranslations('models');
  const size = useSize();
  const notes = useNotes();
  const { name, title, fits, recommended, sizeBytes, needsBytes, licence } = model;
  return (
    <article
      data-testid={`suggestion-${name}`}
      data-fits={fits}
      className={classNames(
        'flex flex-wrap items-end justify-between gap-x-4 gap-y-3 rounded-xl border p-3.5',
        recommended ? 'border-spruce bg-surface' : 'border-line bg-birch',
      )}
    >
      <div className="min-w-0 flex-1 basis-60">
        {recommended && (
          <p className="text-sm font-medium text-spruce">
            {t(fits === 'slowly' ? 'fetch.lightest' : 'fetch.recommended')}
          </p>
        )}
        <h4 className="font-medium break-words">{title}</h4>
        <p className={classNames('text-sm font-medium', FIT_COLOURS[fits])}>{t(`fits.${fits}`)}</p>
        <p className="text-sm text-muted">
          {t('fetch.sizes', { size: size(sizeBytes), memory: size(needsBytes) })}
        </p>
        <p className="text-sm text-muted">{notes(model).join(' · ')}</p>
        <p className="text-sm text-muted">
          {t('fetch.licence')}{' '}
          <a
            href={licence.url}
            target="_blank"
            rel="noopener noreferrer"
            className="inline-flex items-center gap-1 text-ink underline underline-offset-4"
          >
            {licence.name} ({new URL(licence.url).hostname.replace(/^www\./, '')})
            <ExternalIcon className="size-3.5" />
          </a>
        </p>
      </div>
      {fits !== 'no' && (
        <Button
          kind={recommended ? 'primary' : 'quiet'}
          aria-label={t('fetch.startNamed', { title })}
          data-testid={`fetch-${name}`}
          onClick={onFetch}
        >
          <DownloadIcon />
          {t('fetch.start')}
        </Button>
      )}
    </article>
  );
}
