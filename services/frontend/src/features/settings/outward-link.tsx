import type { ReactNode } from 'react';
import { ExternalIcon } from '../../ui/icons';

/** A link that opens beside the page. */
export function OutwardLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1.5 font-medium text-spruce underline underline-offset-4"
    >
      {children}
      <ExternalIcon className="size-4 shrink-0" />
    </a>
  );
}
