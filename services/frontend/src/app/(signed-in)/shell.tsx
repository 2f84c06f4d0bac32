'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useState, type ReactNode } from 'react';
import { SocketProvider } from '../../backend/socket-provider';
import { useUser } from '../../features/accounts/session-gate';
import { UserMenu } from '../../features/accounts/user-menu';
import {
  ConversationList,
  ConversationsProvider,
  ConversationTitle,
  focusSearch,
} from '../../features/conversations';
import { NowPlaying } from '../../features/music';
import { ShortcutKeys } from '../../features/shortcuts';
import { ConnectionNotice, SystemStatus } from '../../features/status';
import { Drawer } from '../../ui/drawer';
import { IconButton } from '../../ui/icon-button';
import { KeyboardIcon, MenuIcon, SproutIcon } from '../../ui/icons';
import { Logo } from '../../ui/logo';
import { Toaster } from '../../ui/toaster';

/** The frame where the features meet: conversations at the side, the page, and what plays below. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations('app');
  const router = useRouter();
  const isOwner = useUser().role === 'owner';
  const atConversation = usePathname() === '/';
  const named = useSearchParams().get('c');
  const currentId = atConversation ? named : null;
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [searchFirst, setSearchFirst] = useState(false);
  const [shortcutsOpen, setShortcutsOpen] = useState(false);
  const openDrawer = (search: boolean) => {
    setSearchFirst(search);
    setDrawerOpen(true);
  };
  const closeDrawer = useCallback(() => setDrawerOpen(false), []);

  return (
    <SocketProvider>
      <Toaster label={t('messages')} closeLabel={t('close')}>
        <ConversationsProvider>
          <ConversationTitle currentId={currentId} />
          <ShortcutKeys
            actions={{ search: () => focusSearch() || openDrawer(true) }}
            open={shortcutsOpen}
            onOpen={setShortcutsOpen}
          />
          <a
            href="#main"
            className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-xl focus:bg-surface focus:p-3"
          >
            {t(atConversation ? 'skip' : 'skipToContent')}
          </a>
          <div className="grid h-dvh grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[17rem_minmax(0,1fr)]">
            <header className="col-span-full border-b border-line">
              <div className="flex min-h-14 items-center gap-1 px-2 sm:px-3">
                <IconButton
                  className="lg:hidden"
                  label={t('menu')}
                  data-testid="menu"
                  onClick={() => openDrawer(false)}
                >
                  <MenuIcon />
                </IconButton>
                <h1 className="text-lg font-semibold tracking-tight">
                  <Link href="/" prefetch={false} className="flex items-center gap-2 rounded-lg px-1">
                    <Logo className="size-7 text-spruce" />
                    Alice
                  </Link>
                </h1>
                <div className="ml-auto flex min-w-0 items-center">
                  <SystemStatus allHref={isOwner ? '/status' : undefined} />
                  <UserMenu
                    more={[
                      {
                        key: 'shortcuts',
                        label: t('shortcuts'),
                        icon: <KeyboardIcon />,
                        testId: 'menu-shortcuts',
                        onSelect: () => setShortcutsOpen(true),
                      },
                      {
                        key: 'welcome',
                        label: t('firstMinutes'),
                        icon: <SproutIcon />,
                        testId: 'menu-welcome',
                        onSelect: () => router.push('/welcome'),
                      },
                    ]}
                  />
                </div>
              </div>
              <ConnectionNotice />
            </header>
            <aside className="hidden min-h-0 border-r border-line lg:flex">
              <ConversationList currentId={currentId} />
            </aside>
            <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col outline-none">
              {children}
            </main>
            <footer className="col-span-full min-w-0">
              <NowPlaying />
            </footer>
          </div>
          <Drawer open={drawerOpen} label={t('menu')} closeLabel={t('close')} onClose={closeDrawer}>
            <ConversationList currentId={currentId} onChosen={closeDrawer} searchFirst={searchFirst} />
          </Drawer>
        </ConversationsProvider>
      </Toaster>
    </SocketProvider>
  );
}
