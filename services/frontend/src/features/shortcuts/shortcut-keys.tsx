'use client';

import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useRef, useState } from 'react';
import { recall, remember } from '../../remembered';
import { Dialog } from '../../ui/dialog';
import { pressControl } from './press-control';
import { shortcutFor, type ShortcutId } from './shortcuts';

const ShortcutList = dynamic(() => import('./shortcut-list').then((module) => module.ShortcutList), {
  ssr: false,
});

const SINGLE_KEYS = 'alice.single-keys';
/** What goes on for as long as a key is held. */
const HELD: ReadonlySet<ShortcutId> = new Set(['louder', 'quieter']);
const COVERS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox], dialog[open]';
const TYPED_INTO = 'textarea, select, [contenteditable]:not([contenteditable=false])';
const NOT_TYPED_INTO = /^(?:range|checkbox|radio|button|submit|reset|file|color)$/;

export interface ShortcutKeysProps {
  /** What takes more than pressing the control that has the shortcut's name in `data-shortcut`. */
  actions: Partial<Record<ShortcutId, () => void>>;
  /** The list of them is open. */
  open: boolean;
  onOpen: (open: boolean) => void;
}

const isMac = () => /^(?:Mac|iP)/.test(navigator.platform);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.test(target.type);
  return target instanceof Element && target.closest(TYPED_INTO) !== null;
}

/** Hears the page's shortcuts, and shows the list of them. */
export function ShortcutKeys({ actions, open, onOpen }: ShortcutKeysProps) {
  const t = useTranslations('shortcuts');
  const [singleKeys, setSingleKeys] = useState(true);
  const [mac, setMac] = useState(false);
  useEffect(() => {
    setSingleKeys(recall(SINGLE_KEYS) !== 'off');
    setMac(isMac());
  }, []);
  const latest = useRef({ actions, onOpen, singleKeys, mac });
  useEffect(() => {
    latest.current = { actions, onOpen, singleKeys, mac };
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
      const now = latest.current;
      const id = shortcutFor(
        { key, code, ctrlKey, metaKey, altKey, shiftKey, altGraph: event.getModifierState('AltGraph') },
        {
          mac: now.mac,
          typing: isTyping(event.target),
          covered: document.querySelector(COVERS) !== null,
          singleKeys: now.singleKeys,
        },
      );
      if (id === null) return;
      const action = id === 'help' ? () => now.onOpen(true) : now.actions[id];
      if (event.repeat && !HELD.has(id)) event.preventDefault();
      else if (action) {
        event.preventDefault();
        action();
      } else if (pressControl(id)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  const close = useCallback(() => onOpen(false), [onOpen]);
  return (
    <Dialog open={open} onClose={close} title={t('title')} closeLabel={t('close')} wide testId="shortcuts">
      <ShortcutList
        mac={mac}
        singleKeys={singleKeys}
        onSingleKeys={(wanted) => {
          setSingleKeys(wanted);
          remember(SINGLE_KEYS, wanted ? null : 'off');
        }}
      />
    </Dialog>
  );
}
