'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect, useRef, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { GrowthRings } from '../../ui/growth-rings';
import { Logo } from '../../ui/logo';
import { StepLink } from './step-link';
import { placeOf, STEPS, type Step } from './steps';

export interface WelcomeFrameProps {
  step: Step;
  children: ReactNode;
}

const BUTTON =
  'inline-flex min-h-11 items-center justify-center rounded-xl px-5 text-sm font-medium transition-colors';

/** The page around a step: where one is, the way on and back, and the way out. */
export function WelcomeFrame({ step, children }: WelcomeFrameProps) {
  const t = useTranslations('welcome');
  const { number, before, after } = placeOf(step);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, [step]);
  const title = t(`${step}.title`);
  useEffect(() => {
    document.title = `${title} · Alice`;
  }, [title]);

  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex flex-wrap items-center justify-between gap-x-4 px-5 py-3">
        <h1 className="flex min-h-11 items-center gap-2 font-semibold tracking-tight">
          <Logo className="size-7 text-spruce" />
          {t('title')}
        </h1>
        <Link
          href="/"
          prefetch={false}
          data-testid="welcome-later"
          className="flex min-h-11 items-center text-sm text-muted underline underline-offset-4 hover:text-ink"
        >
          {t(after ? 'later' : 'toAlice')}
        </Link>
      </header>
      <main className="mx-auto flex w-full max-w-2xl flex-1 flex-col px-5 pt-4 pb-10">
        <nav aria-label={t('steps')}>
          <ol className="grid grid-cols-4 gap-2">
            {STEPS.map((each) => {
              const reached = placeOf(each).number <= number;
              return (
                <li key={each}>
                  <StepLink
                    step={each}
                    aria-current={each === step ? 'step' : undefined}
                    data-testid={`step-${each}`}
                    className={classNames(
                      'flex min-h-11 flex-col gap-1.5 rounded-sm pt-2 text-xs',
                      each === step ? 'font-medium text-ink' : 'text-muted hover:text-ink',
                    )}
                  >
                    <span className={classNames('h-1 rounded-full', reached ? 'bg-spruce' : 'bg-line')} />
                    {t(`names.${each}`)}
                  </StepLink>
                </li>
              );
            })}
          </ol>
        </nav>
        <p className="mt-6 flex items-center gap-2 text-sm text-muted" data-testid="welcome-progress">
          <GrowthRings value={number / STEPS.length} className="size-6 text-spruce" />
          {t('progress', { number, count: STEPS.length })}
        </p>
        <h2
          ref={heading}
          tabIndex={-1}
          className="mt-2 text-2xl font-semibold tracking-tight text-balance outline-none sm:text-3xl"
        >
          {title}
        </h2>
        <p className="mt-2 max-w-prose text-muted text-pretty">{t(`${step}.lead`)}</p>
        <div className="mt-7">{children}</div>
        <div className="mt-auto flex flex-wrap items-center justify-between gap-3 pt-10">
          {before ? (
            <StepLink
              step={before}
              data-testid="welcome-back"
              className={classNames(BUTTON, 'border border-line bg-surface hover:border-spruce')}
            >
              {t('back')}
            </StepLink>
          ) : (
            <span />
          )}
          {after && (
            <StepLink
              step={after}
              data-testid="welcome-next"
              className={classNames(BUTTON, 'bg-spruce text-on-spruce hover:bg-spruce-deep')}
            >
              {t('next')}
            </StepLink>
          )}
        </div>
      </main>
    </div>
  );
}
