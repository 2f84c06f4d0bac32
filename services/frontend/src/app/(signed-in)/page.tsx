'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { ConversationView } from '../../features/chat';
import { takeSentence } from '../../first-sentence';

/** The conversation that the address names, or a new one. */
export default function ConversationPage() {
  const id = useSearchParams().get('c');
  // The address gets the new name without a round trip to the server.
  const onNamed = useCallback((name: string) => window.history.replaceState(null, '', `/?c=${name}`), []);
  return <ConversationView id={id} onNamed={onNamed} takeFirst={takeSentence} />;
}
