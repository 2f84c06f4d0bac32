'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, type ComponentType } from 'react';
import { CopyButton } from '../copy-button';
import type { ColouredCodeProps } from './coloured-code';

/** Longer code stays plain: to colour it would hold up the page. */
const LONGEST_COLOURED = 40_000;

const PlainCode = ({ text }: ColouredCodeProps) => text;

/** The colours are fetched with the first block of code; without them the code is there all the same. */
const ColouredCode = lazy<ComponentType<ColouredCodeProps>>(() =>
  import('./coloured-code').then(
    (module) => ({ default: module.ColouredCode }),
    () => ({ default: PlainCode }),
  ),
);

export interface CodeBlockProps {
  text: string;
  /** What stands after the fence: the language, and what the writer added to it. */
  language: string | undefined;
}

/** Code with its language, a button that copies it, and colours. */
export function CodeBlock({ text, language = '' }: CodeBlockProps) {
  const t = useTranslations('chat');
  const name = /^[\w+#.-]{1,24}/.exec(language.trim())?.[0] ?? '';
  return (
    <div
      dir="ltr"
      data-testid="code-block"
      className="w-full max-w-full overflow-hidden rounded-xl border border-line bg-surface"
    >
      <div className="flex min-h-10 items-center justify-between gap-2 border-b border-line ps-3 text-xs text-muted">
        <span className="truncate">{name === '' ? t('code') : name}</span>
        <CopyButton text={text} label={t('copyCode')} testId="copy-code" />
      </div>
      <pre
        role="group"
        aria-label={name === '' ? t('code') : t('codeIn', { language: name })}
        tabIndex={0}
        className="overflow-x-auto p-3 font-mono text-[0.8125rem] leading-relaxed [overflow-wrap:normal]"
      >
        <code>
          {name === '' || text.length > LONGEST_COLOURED ? (
            text
          ) : (
            <Suspense fallback={text}>
              <ColouredCode text={text} language={name} />
            </Suspense>
          )}
        </code>
      </pre>
    </div>
  );
}
