'use client';

import { useUser } from '../../../../features/accounts';
import { ModelChooser } from '../../../../features/models';

/** Which language model answers; the owner may change it. */
export function Models() {
  return <ModelChooser owner={useUser().role === 'owner'} />;
}
