'use client';

import Link from 'next/link';
import type { ComponentProps } from 'react';
import { useGo } from './use-go';

export interface ConversationLinkProps extends Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> {
  href: Parameters<ReturnType<typeof useGo>>[0];
  onChosen?: () => void;
}

/** A link to a conversation, which is there at once. */
export function ConversationLink({ href, onChosen, ...rest }: ConversationLinkProps) {
  const go = useGo();
  return (
    <Link
      href={href}
      prefetch={false}
      onClick={(event) => {
        // Another tab or window, as the person wants it.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(href);
        onChosen?.();
      }}
      {...rest}
    />
  );
}
