'use client';

import { useTranslations } from 'next-intl';
import { IconButton } from '../../ui/icon-button';
import { RepeatIcon, RepeatOneIcon, ShuffleIcon } from '../../ui/icons';
import type { Music } from './use-music';

const NEXT_REPEAT = { off: 'all', all: 'one', one: 'off' } as const;

export interface OrderButtonsProps {
  music: Music;
  disabled: boolean;
  prefix?: string;
}

/** In which order the queue plays, and whether it begins again. */
export function OrderButtons({ music: { heard, run }, disabled, prefix = '' }: OrderButtonsProps) {
  const t = useTranslations('music');
  const { shuffle, repeat } = heard?.state ?? { shuffle: false, repeat: 'off' as const };
  return (
    <>
      <IconButton
        label={t('shuffle')}
        aria-pressed={shuffle}
        data-testid={`${prefix}shuffle`}
        disabled={disabled}
        onClick={() => void run('SHUFFLE', { enabled: !shuffle })}
      >
        <ShuffleIcon />
      </IconButton>
      <IconButton
        label={t(`repeat.${repeat}`)}
        aria-pressed={repeat !== 'off'}
        data-testid={`${prefix}repeat`}
        disabled={disabled}
        onClick={() => void run('REPEAT', { mode: NEXT_REPEAT[repeat] })}
      >
        {repeat === 'one' ? <RepeatOneIcon /> : <RepeatIcon />}
      </IconButton>
    </>
  );
}
