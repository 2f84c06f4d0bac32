'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useConversations } from './conversations-provider';

export interface ConversationTitleProps {
  currentId: string | null;
  /** What the conversation is called where the list does not reach back to it. */
  otherwise?: string | null;
}

const SUFFIX = ' · Alice';

/** Names the open conversation in the browser's tab; shows nothing itself. */
export function ConversationTitle({ currentId, otherwise }: ConversationTitleProps) {
  const { list } = useConversations();
  const path = usePathname();
  const known = list.page?.items.find(({ id }) => id === currentId)?.title;
  const title = currentId === null ? null : (known ?? otherwise ?? null);

  useEffect(() => {
    if (title === null) return;
    // As the browser gives it back (HTML, document.title): else we would find another name there for ever.
    const named = (title + SUFFIX).replace(/[\t\n\f\r ]+/g, ' ').trim();
    const put = () => {
      if (document.title !== named) document.title = named;
    };
    put();
    // Next.js puts the page's own title there, and may do so after us.
    const observer = new MutationObserver(put);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      if (document.title === named) document.title = 'Alice';
    };
  }, [title, path]);
  return null;
}
