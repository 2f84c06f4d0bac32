'use client';

import { Button } from './button';
import { Dialog } from './dialog';

export interface ConfirmDialogProps {
  open: boolean;
  title: string;
  description?: string;
  confirmLabel: string;
  cancelLabel: string;
  /** What is confirmed can't be taken back. */
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  testId?: string;
}

/** Asks once more before something is done. */
export function ConfirmDialog({
  open,
  title,
  description,
  confirmLabel,
  cancelLabel,
  danger = false,
  busy = false,
  onConfirm,
  onClose,
  testId = 'confirm',
}: ConfirmDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      closeLabel={cancelLabel}
      testId={testId}
      footer={
        <>
          <Button kind="quiet" onClick={onClose} data-testid={`${testId}-no`}>
            {cancelLabel}
          </Button>
          <Button
            kind={danger ? 'danger' : 'primary'}
            disabled={busy}
            onClick={onConfirm}
            data-testid={`${testId}-yes`}
          >
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}
