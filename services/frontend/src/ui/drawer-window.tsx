'use client';

import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { CloseIcon } from './icons';
import { IconButton } from './icon-button';
import { useFocusReturn } from './use-focus-return';

export interface DrawerProps {
  open: boolean;
  label: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}

/** A field that does something of its own on Escape says so with `data-takes-escape`. */
const stayForField = (event: KeyboardEvent) => {
  if (event.target instanceof Element && event.target.closest('[data-takes-escape]')) event.preventDefault();
};

/** What `Drawer` shows once its code is there. */
export function DrawerWindow({ open, label, closeLabel, onClose, children }: DrawerProps) {
  const focusReturn = useFocusReturn();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          {...focusReturn}
          aria-describedby={undefined}
          data-testid="drawer"
          onEscapeKeyDown={stayForField}
          className="fixed inset-y-0 left-0 z-50 flex w-80 max-w-[85vw] flex-col border-r border-line bg-birch text-ink outline-none"
        >
          <div className="flex min-h-14 items-center justify-between pr-2 pl-6">
            <Dialog.Title className="font-semibold">{label}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={closeLabel}>
                <CloseIcon />
              </IconButton>
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
