'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { HeadphonesIcon } from '../../ui/icons';
import { asksForTap, type AudioState } from './audio-machine';

export interface ListenButtonProps {
  listening: AudioState;
  /** Words only where the page is wide. */
  compact?: boolean;
  disabled?: boolean;
  className?: string;
  prefix?: string;
  onToggle: () => void;
}

/** Turns the sound in this page on and off, and asks for the tap that some browsers want first. */
export function ListenButton({
  listening,
  compact = false,
  disabled = false,
  className,
  prefix = '',
  onToggle,
}: ListenButtonProps) {
  const t = useTranslations('music');
  const asks = asksForTap(listening) && !disabled;
  const label = asks ? t(`listening.${listening.phase}`) : t('listening.here');
  return (
    <Button
      kind={asks ? 'primary' : 'bare'}
      aria-pressed={asks ? undefined : listening.wanted}
      title={t(`listening.${listening.wanted ? listening.phase : 'off'}`)}
      disabled={disabled}
      data-testid={`${prefix}listen`}
      data-phase={listening.phase}
      className={classNames(
        'relative min-h-10 shrink-0 px-2.5',
        !asks && listening.wanted && 'text-spruce',
        className,
      )}
      onClick={onToggle}
    >
      <HeadphonesIcon />
      <span className={compact ? 'max-xl:sr-only' : undefined}>{label}</span>
      {!asks && (
        <span
          aria-hidden="true"
          className={classNames(
            'size-2 rounded-full',
            compact && 'max-xl:absolute max-xl:top-2 max-xl:right-2',
            listening.phase === 'sounding' ? 'bg-spruce' : 'border border-current',
            (listening.phase === 'connecting' || listening.phase === 'waiting') && 'sway',
          )}
        />
      )}
    </Button>
  );
}
