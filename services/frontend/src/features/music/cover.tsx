'use client';

import { useState } from 'react';
import { classNames } from '../../ui/class-names';
import { NoteIcon } from '../../ui/icons';
import { DrawnCover } from './drawn-cover';

export interface CoverProps {
  /** Null shows that nothing plays. */
  track: { title: string; artist?: string; album?: string; cover?: string | null } | null;
  /** One of many in a list: fetched when it comes into view. */
  lazy?: boolean;
  className?: string;
}

/** A track's picture; its words stand beside it. Where it has none, or it can't be had, one is drawn. */
export function Cover({ track, lazy = false, className }: CoverProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const address = track?.cover && track.cover !== broken ? track.cover : null;
  return (
    <span
      className={classNames(
        'flex aspect-square shrink-0 items-center justify-center overflow-hidden bg-moss text-muted',
        className,
      )}
    >
      {address ? (
        <img
          src={address}
          alt=""
          decoding="async"
          loading={lazy ? 'lazy' : undefined}
          draggable={false}
          data-testid="cover"
          className="size-full object-cover"
          onError={() => setBroken(address)}
        />
      ) : track ? (
        <DrawnCover seed={`${track.artist ?? track.title}\n${track.album ?? ''}`} className="size-full" />
      ) : (
        <NoteIcon className="size-2/5" />
      )}
    </span>
  );
}
