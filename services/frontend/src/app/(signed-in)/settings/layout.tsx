'use client';

import type { ReactNode } from 'react';
import { useUser } from '../../../features/accounts';
import { SettingsFrame } from '../../../features/settings';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <SettingsFrame role={useUser().role}>{children}</SettingsFrame>;
}
