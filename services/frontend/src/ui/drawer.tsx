'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { CloseIcon } from './icons';
import { IconButton } from './icon-button';

export interface DrawerProps {
  open: boolean;
  label: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}

/** A panel from the left edge over the page; the browser keeps the focus inside and closes it on Escape. */
export function Drawer({ open, label, closeLabel, onClose, children }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="m-0 h-dvh max-h-none w-80 max-w-[85vw] border-r border-line bg-birch text-ink backdrop:bg-black/40"
    >
      <div className="flex h-full flex-col">
        <div className="flex justify-end px-2 pt-2">
          <IconButton label={closeLabel} onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </div>
        {open && children}
      </div>
    </dialog>
  );
}
