'use client';

import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { SocketProvider } from '../backend/socket-provider';
import { SignOutButton } from '../features/accounts';
import { ConversationList, ConversationView } from '../features/chat';
import { LanguageSwitch } from '../features/language';
import { NowPlaying } from '../features/music';
import { ConnectionNotice, SystemStatus } from '../features/status';
import { Drawer } from '../ui/drawer';
import { IconButton } from '../ui/icon-button';
import { MenuIcon } from '../ui/icons';
import { Logo } from '../ui/logo';

/** Where the features meet: conversations at the side, the conversation, and what plays below. */
export function Workspace() {
  const t = useTranslations('app');
  const id = useSearchParams().get('c');
  const [drawerOpen, setDrawerOpen] = useState(false);
  const closeDrawer = useCallback(() => setDrawerOpen(false), []);
  // The address gets the new name without a round trip to the server.
  const onNamed = useCallback((name: string) => window.history.replaceState(null, '', `/?c=${name}`), []);

  return (
    <SocketProvider>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-xl focus:bg-surface focus:p-3"
      >
        {t('skip')}
      </a>
      <div className="grid h-dvh grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[17rem_minmax(0,1fr)]">
        <header className="col-span-full border-b border-line">
          <div className="flex min-h-14 items-center gap-1 px-2 sm:px-3">
            <IconButton
              className="lg:hidden"
              label={t('menu')}
              data-testid="menu"
              onClick={() => setDrawerOpen(true)}
            >
              <MenuIcon />
            </IconButton>
            <h1 className="flex items-center gap-2 px-1 text-lg font-semibold tracking-tight">
              <Logo className="size-7 text-spruce" />
              Alice
            </h1>
            <div className="ml-auto flex min-w-0 items-center">
              <SystemStatus />
              <LanguageSwitch />
              <SignOutButton />
            </div>
          </div>
          <ConnectionNotice />
        </header>
        <aside className="hidden min-h-0 border-r border-line lg:flex">
          <ConversationList currentId={id} />
        </aside>
        <main id="main" className="flex min-h-0 min-w-0 flex-col">
          <ConversationView id={id} onNamed={onNamed} />
        </main>
        <footer className="col-span-full">
          <NowPlaying />
        </footer>
      </div>
      <Drawer open={drawerOpen} label={t('menu')} closeLabel={t('close')} onClose={closeDrawer}>
        <ConversationList currentId={id} onChosen={closeDrawer} />
      </Drawer>
    </SocketProvider>
  );
}
