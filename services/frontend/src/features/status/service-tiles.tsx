'use client';

import type { Status } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { classNames } from '../../ui/class-names';
import { detailWords, stateOf, STATUS_DOTS } from './status-words';

/** In the order in which they matter to a person. */
const PARTS = ['backend', 'ollama', 'nlu', 'music', 'speech', 'database', 'prometheus'] as const;

/** A tile for each part that there is: how it is, what runs there, and what it says of itself. */
export function ServiceTiles({ services }: { services: Status['services'] }) {
  const t = useTranslations('status');
  const inWords = (detail: string | undefined) => {
    const found = detailWords(detail);
    if (found === null) return null;
    if ('said' in found) return found.said;
    // That it is missing is its state already.
    return found.key === 'pulling' ? t('pulling', found) : null;
  };
  return (
    <ul className="grid grid-cols-1 gap-3 min-[26rem]:grid-cols-2 lg:grid-cols-3" data-testid="status-parts">
      {PARTS.filter((name) => services[name].status !== 'off').map((name) => {
        const { status, version, detail } = services[name];
        return (
          <li
            key={name}
            data-testid={`status-part-${name}`}
            data-status={status}
            className="min-w-0 rounded-2xl border border-line bg-surface p-4"
          >
            <div className="flex items-baseline justify-between gap-3">
              <p className="min-w-0 font-medium break-words">{t(`parts.${name}`)}</p>
              <p
                className={classNames(
                  'flex shrink-0 items-center gap-2 text-sm',
                  status === 'down' ? 'text-lingon' : 'text-muted',
                )}
              >
                <span aria-hidden="true" className={classNames('size-2 rounded-full', STATUS_DOTS[status])} />
                {t(`states.${stateOf(services[name])}`)}
              </p>
            </div>
            <p className="mt-1 text-sm break-words text-muted">
              {[version && t(`versions.${name}`, { version }), inWords(detail)].filter(Boolean).join(' · ') ||
                '\u00a0'}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
