'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { copyText } from '../../ui/copy-text';
import { IconButton } from '../../ui/icon-button';
import { CheckIcon, CopyIcon } from '../../ui/icons';
import { useToast } from '../../ui/toaster';

/** So long the button says that it has copied, in milliseconds. */
const SHOWN_MS = 2000;

export interface CopyButtonProps {
  text: string;
  label: string;
  testId: string;
}

/** Puts text on the clipboard and says so for a moment. */
export function CopyButton({ text, label, testId }: CopyButtonProps) {
  const t = useTranslations('chat');
  const toast = useToast();
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (await copyText(text)) setCopied((count) => count + 1);
    else toast({ title: t('notCopied'), kind: 'problem' });
  };
  return (
    <>
      <IconButton
        label={label}
        className="size-9"
        data-testid={testId}
        data-copied={copied > 0}
        onClick={() => void copy()}
      >
        {copied > 0 ? <CheckIcon className="size-4.5 text-spruce" /> : <CopyIcon className="size-4.5" />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied > 0 && t('copied')}
      </span>
    </>
  );
}
