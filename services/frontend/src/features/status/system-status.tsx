'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { classNames } from '../../ui/class-names';
import { detailWords, SERVICES, stateOf, STATUS_DOTS, summarise } from './status-words';
import { useHealth } from './use-health';

const DOTS = {
  unknown: STATUS_DOTS.off,
  ok: STATUS_DOTS.ok,
  starting: STATUS_DOTS.starting,
  degraded: STATUS_DOTS.down,
};

export interface SystemStatusProps {
  /** Where all of it is told, for who may see that. */
  allHref?: string;
}

/** A dot and a few words on how Alice is; opened, it tells of every part. */
export function SystemStatus({ allHref }: SystemStatusProps) {
  const t = useTranslations('status');
  const health = useHealth();
  const { level, about } = summarise(health);
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (!element?.open) return;
      const escape = event instanceof KeyboardEvent && event.key === 'Escape';
      const outside =
        event.type === 'pointerdown' && event.target instanceof Node && !element.contains(event.target);
      if (escape || outside) element.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);

  const inWords = (detail: string | undefined) => {
    const found = detailWords(detail);
    if (found === null) return null;
    if ('said' in found) return found.said;
    return found.key === 'pulling' ? t('pulling', found) : t(found.key);
  };
  const why = about?.service === 'ollama' ? detailWords(health?.services.ollama.detail) : null;
  // Of the model the detail says more than that it is not there.
  const words =
    why && 'key' in why
      ? inWords(health?.services.ollama.detail)
      : about
        ? t(`${about.status}.${about.service}`)
        : t(`levels.${level}`);
  return (
    <details ref={details} className="relative" data-testid="system-status" data-level={level}>
      <summary
        title={words ?? undefined}
        className="flex min-h-10 max-w-[60vw] list-none items-center gap-2 rounded-full px-3 text-sm text-muted hover:bg-moss hover:text-ink [&::-webkit-details-marker]:hidden"
      >
        <span aria-hidden="true" className={classNames('size-2.5 shrink-0 rounded-full', DOTS[level])} />
        <span
          className={classNames(
            'truncate',
            level === 'ok' || level === 'unknown' ? 'sr-only' : 'max-sm:sr-only',
          )}
        >
          {words}
        </span>
      </summary>
      <div className="absolute right-0 z-10 mt-1 w-72 rounded-2xl border border-line bg-surface p-4 shadow-lg max-sm:fixed max-sm:inset-x-3 max-sm:top-13 max-sm:w-auto">
        <p className="font-medium">{words}</p>
        <dl className="mt-3 flex flex-col gap-2 text-sm">
          {health &&
            SERVICES.map((name) => {
              const { status, detail } = health.services[name];
              const state = stateOf(health.services[name]);
              // That a model is missing is its state already.
              const said = state === 'missing' ? null : inWords(detail);
              return (
                <div
                  key={name}
                  data-testid={`status-${name}`}
                  data-status={status}
                  className="grid grid-cols-[1fr_auto] gap-x-3"
                >
                  <dt>{t(`services.${name}`)}</dt>
                  <dd className={status === 'down' ? 'text-lingon' : 'text-muted'}>{t(`states.${state}`)}</dd>
                  {said && <dd className="col-span-full min-w-0 text-xs break-words text-muted">{said}</dd>}
                </div>
              );
            })}
        </dl>
        {health && (
          <p className="mt-3 border-t border-line pt-2 text-xs text-muted">
            {t('version', { version: health.version })}
          </p>
        )}
        {allHref && (
          <Link
            href={allHref}
            prefetch={false}
            data-testid="status-all"
            onClick={() => {
              if (details.current) details.current.open = false;
            }}
            className="mt-2 inline-flex min-h-10 items-center font-medium text-spruce underline underline-offset-4"
          >
            {t('all')}
          </Link>
        )}
      </div>
    </details>
  );
}
