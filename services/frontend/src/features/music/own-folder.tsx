'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { copyText } from '../../ui/copy-text';
import { CheckIcon, CopyIcon } from '../../ui/icons';

const COPIED_MS = 3000;

/** How music of one's own comes to Alice. */
export function OwnFolder() {
  const t = useTranslations('music.own');
  const [copied, setCopied] = useState(false);
  const command = `make up MUSIC_DIR=${t('path')}`;

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>{t.rich('here', { code: (text) => <code className="rounded bg-moss px-1 py-0.5">{text}</code> })}</p>
      <p>{t('elsewhere')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code
          data-testid="music-dir-command"
          className="min-w-0 flex-1 basis-60 overflow-x-auto rounded-xl border border-line bg-birch px-3 py-2.5 whitespace-nowrap"
          tabIndex={0}
        >
          {command}
        </code>
        <Button
          kind="quiet"
          data-testid="copy-music-dir"
          onClick={() => void copyText(command).then((done) => setCopied(done))}
        >
          {copied ? <CheckIcon className="size-4" /> : <CopyIcon className="size-4" />}
          <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
        </Button>
      </div>
      <p className="text-muted">{t('found')}</p>
    </div>
  );
}
