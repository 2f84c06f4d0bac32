'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { DrawerProps } from './drawer-window';

const LoadedDrawer = dynamic(() => import('./drawer-window').then(({ DrawerWindow }) => DrawerWindow), {
  ssr: false,
});

/** A panel from the left edge over the page, which keeps the focus and gives it back; menus and messages go over it. */
export function Drawer(props: DrawerProps) {
  const [opened, setOpened] = useState(props.open);
  if (props.open && !opened) setOpened(true);
  return opened ? <LoadedDrawer {...props} /> : null;
}
