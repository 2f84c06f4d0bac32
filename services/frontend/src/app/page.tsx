import { Suspense } from 'react';
import { SessionGate } from '../features/accounts';
import { Workspace } from './workspace';

export default function HomePage() {
  return (
    <SessionGate>
      <Suspense>
        <Workspace />
      </Suspense>
    </SessionGate>
  );
}
