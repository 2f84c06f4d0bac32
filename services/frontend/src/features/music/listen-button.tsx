'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { HeadphonesIcon } from '../../ui/icons';
import { asksForTap, type AudioState } from './audio-machine';

export interface ListenButtonProps {
  listening: AudioState;
  onToggle: () => void;
}

/** Turns the sound in this page on and off, and asks for the tap that some browsers want first. */
export function ListenButton({ listening, onToggle }: ListenButtonProps) {
  const t = useTranslations('music');
  const asks = asksForTap(listening);
  const label = asks ? t(`listening.${listening.phase}`) : t('listening.here');
  const detail = t(`listening.${listening.wanted ? listening.phase : 'off'}`);
  return (
    <Button
      kind={asks ? 'primary' : 'bare'}
      aria-pressed={asks ? undefined : listening.wanted}
      title={detail}
      data-testid="listen"
      data-phase={listening.phase}
      className={classNames(
        'min-h-10 px-2 sm:px-3',
        asks ? 'w-full sm:w-auto' : listening.wanted && 'text-spruce',
      )}
      onClick={onToggle}
    >
      <HeadphonesIcon />
      <span>{label}</span>
      {!asks && (
        <span
          aria-hidden="true"
          className={classNames(
            'size-2 rounded-full max-[359px]:hidden',
            listening.phase === 'sounding' ? 'bg-spruce' : 'border border-current',
            (listening.phase === 'connecting' || listening.phase === 'waiting') && 'sway',
          )}
        />
      )}
    </Button>
  );
}
