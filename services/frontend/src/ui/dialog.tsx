'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DialogProps } from './dialog-window';

const LoadedDialog = dynamic(() => import('./dialog-window').then(({ DialogWindow }) => DialogWindow), {
  ssr: false,
});

/** A window over the page that keeps the focus and gives it back; its code is fetched when it is first opened. */
export function Dialog(props: DialogProps) {
  const [opened, setOpened] = useState(props.open);
  if (props.open && !opened) setOpened(true);
  return opened ? <LoadedDialog {...props} /> : null;
}
