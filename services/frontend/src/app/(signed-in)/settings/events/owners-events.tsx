'use client';

import { useUser } from '../../../../features/accounts';
import { Events } from '../../../../features/audit';

/** What happened, for the owner. */
export function OwnersEvents() {
  return <Events owner={useUser().role === 'owner'} />;
}
