'use client';

import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';

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

const LoadedDialog = dynamic(() => import('./dialog-window').then(({ DialogWindow }) => DialogWindow), {
  ssr: false,
});

/** A window over the page that keeps the focus and gives it back; its code is fetched when it is first opened. */
export function Dialog(props: DialogProps) {
  const [opened, setOpened] = useState(props.open);
  if (props.open && !opened) setOpened(true);
  return opened ? <LoadedDialog {...props} /> : null;
}
