'use client';

import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { CloseIcon } from './icons';
import { IconButton } from './icon-button';
import { useFocusReturn } from './use-focus-return';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  closeLabel: string;
  children?: ReactNode;
  /** Its buttons, at the end. */
  footer?: ReactNode;
  /** Stays until it is answered: neither Escape nor a click beside it closes it. */
  insistent?: boolean;
  wide?: boolean;
  testId?: string;
}

/** What `Dialog` shows once its code is there. */
export function DialogWindow({
  open,
  onClose,
  title,
  description,
  closeLabel,
  children,
  footer,
  insistent = false,
  wide = false,
  testId,
}: DialogProps) {
  const focusReturn = useFocusReturn();
  const stay = (event: Event) => insistent && event.preventDefault();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          {...focusReturn}
          data-testid={testId}
          {...(description === undefined && { 'aria-describedby': undefined })}
          onEscapeKeyDown={stay}
          onPointerDownOutside={stay}
          onInteractOutside={stay}
          className={classNames(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-2xl border border-line bg-surface text-ink shadow-xl',
            wide ? 'max-w-2xl' : 'max-w-md',
          )}
        >
          <div className="flex items-start gap-2 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-lg font-semibold tracking-tight text-balance">
                {title}
              </Dialog.Title>
              {description && (
                <Dialog.Description className="mt-1 text-sm break-words text-muted">
                  {description}
                </Dialog.Description>
              )}
            </div>
            {!insistent && (
              <Dialog.Close asChild>
                <IconButton label={closeLabel} className="-mt-1 -mr-2">
                  <CloseIcon />
                </IconButton>
              </Dialog.Close>
            )}
          </div>
          <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 px-5 pb-5">{footer}</div>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
