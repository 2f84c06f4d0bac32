'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { IconButton } from '../../ui/icon-button';
import { MoreIcon } from '../../ui/icons';
import { useFocusReturn } from '../../ui/use-focus-return';
import type { AudioState } from './audio-machine';
import { PlayerControls } from './player-controls';
import { PlayerLists } from './player-lists';
import type { Music } from './use-music';

export interface PlayerProps {
  open: boolean;
  onClose: () => void;
  music: Music;
  listening: AudioState;
  onToggleListening: () => void;
}

/** All that the bar has no room for: the large cover, every control, the queue and the favourites. */
export function Player({ open, onClose, music, listening, onToggleListening }: PlayerProps) {
  const t = useTranslations('music');
  const focusReturn = useFocusReturn();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          {...focusReturn}
          {...focusReturn}
          aria-describedby={undefined}
          data-testid="player"
          className="fixed inset-x-0 top-3 bottom-0 z-50 mx-auto flex flex-col rounded-t-2xl border border-line bg-surface text-ink shadow-xl outline-none md:inset-x-4 md:inset-y-0 md:my-auto md:h-[min(42rem,calc(100dvh-2rem))] md:max-w-4xl md:rounded-2xl"
        >
          <div className="flex items-center justify-between pt-2 pr-2 pl-5">
            <Dialog.Title className="font-semibold tracking-tight">{t('label')}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('close')} data-testid="player-close">
                <MoreIcon className="size-5 rotate-180" />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="grid min-h-0 flex-1 overflow-y-auto md:grid-cols-[20rem_minmax(0,1fr)] md:overflow-hidden">
            <PlayerControls music={music} listening={listening} onToggleListening={onToggleListening} />
            <PlayerLists music={music} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
