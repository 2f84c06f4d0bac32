'use client';

import { useTranslations } from 'next-intl';
import { IconButton } from '../../ui/icon-button';
import { HeartFilledIcon, HeartIcon } from '../../ui/icons';

export interface LikeButtonProps {
  liked: boolean;
  /** The track's title, where the button is one of many. */
  title?: string;
  disabled?: boolean;
  className?: string;
  testId: string;
  onToggle: (liked: boolean) => void;
}

/** The heart that makes a track a favourite. */
export function LikeButton({ liked, title, disabled, className, testId, onToggle }: LikeButtonProps) {
  const t = useTranslations('music');
  return (
    <IconButton
      label={title === undefined ? t('like') : t('likeNamed', { title })}
      title={t(liked ? 'unlike' : 'like')}
      aria-pressed={liked}
      disabled={disabled}
      className={className}
      data-testid={testId}
      onClick={() => onToggle(!liked)}
    >
      {liked ? <HeartFilledIcon className="size-5 text-lingon" /> : <HeartIcon />}
    </IconButton>
  );
}
