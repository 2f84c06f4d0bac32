'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { copyText } from '../../ui/copy-text';
import { Dialog } from '../../ui/dialog';
import { CheckIcon, CopyIcon } from '../../ui/icons';
import { TextField } from '../../ui/text-field';

export interface CreatedKeyDialogProps {
  created: { name: string; key: string } | null;
  onClose: () => void;
}

/** Shows a new API key until the person says that they have it; nothing else closes it. */
export function CreatedKeyDialog({ created, onClose }: CreatedKeyDialogProps) {
  const t = useTranslations('accounts.keys');
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <Dialog
      open={created !== null}
      insistent
      onClose={onClose}
      title={t('createdTitle', { name: created?.name ?? '' })}
      description={t('createdLead')}
      closeLabel={t('done')}
      testId="created-key"
      footer={
        <Button
          kind="quiet"
          data-testid="created-key-done"
          onClick={() => {
            setCopied(null);
            onClose();
          }}
        >
          {t('done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField
          label={t('key')}
          value={created?.key ?? ''}
          readOnly
          spellCheck={false}
          data-testid="created-key-value"
          className="min-h-11 rounded-xl border border-edge bg-birch px-3.5 font-mono text-sm"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          data-testid="created-key-copy"
          onClick={() => void copyText(created?.key ?? '').then(setCopied)}
        >
          {copied ? <CheckIcon /> : <CopyIcon />}
          {copied ? t('copied') : t('copy')}
        </Button>
        <p role="status" className="text-sm text-lingon empty:-mt-3">
          {copied === false && t('copyFailed')}
        </p>
      </div>
    </Dialog>
  );
}
