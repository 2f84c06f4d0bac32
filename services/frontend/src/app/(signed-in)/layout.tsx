import { Suspense, type ReactNode } from 'react';
import { findUser } from '../../backend/find-user';
import { SessionGate } from '../../features/accounts/session-gate';
import { Shell } from './shell';

/** Stays while one moves between the conversation, the settings and the status: socket and sound go on. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGate known={await findUser()}>
      <Suspense>
        <Shell>{children}</Shell>
      </Suspense>
    </SessionGate>
  );
}
