import { Suspense, type ReactNode } from 'react';
import { SessionGate } from '../../features/accounts/session-gate';
import { Shell } from './shell';

/** Stays while one moves between the conversation, the settings and the status: socket and sound go on. */
export default function SignedInLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGate>
      <Suspense>
        <Shell>{children}</Shell>
      </Suspense>
    </SessionGate>
  );
}
