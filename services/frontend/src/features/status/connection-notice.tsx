'use client';

import { useTranslations } from 'next-intl';
import { useSocket } from '../../backend/socket-provider';
import { classNames } from '../../ui/class-names';

/** Says when the connection is lost and when it is back; says nothing while all is well. */
export function ConnectionNotice() {
  const t = useTranslations('connection');
  const { connection } = useSocket();
  const quiet = connection === 'connected' || connection === 'connecting';
  return (
    <p
      role="status"
      data-testid="connection"
      data-state={connection === 'back' ? 'connected' : connection}
      className={classNames(
        quiet && 'sr-only',
        'border-b border-line px-4 py-1.5 text-center text-sm',
        connection === 'back' ? 'bg-moss text-spruce' : 'bg-lingon-soft text-lingon',
      )}
    >
      {quiet ? '' : t(connection)}
    </p>
  );
}
