'use client';

import { useUser } from '../../../../features/accounts';
import { MusicSettings } from '../../../../features/music';

/** The house's music; the owner may have it looked through. */
export function Music() {
  return <MusicSettings owner={useUser().role === 'owner'} />;
}
