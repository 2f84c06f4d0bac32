'use client';

import type { ComponentProps } from 'react';
import { addressOf, type Step } from './steps';

export interface StepLinkProps extends ComponentProps<'a'> {
  step: Step;
}

/** Leads to a step at once: the page is the same, so the address changes without a round trip to the server. */
export function StepLink({ step, ...rest }: StepLinkProps) {
  return (
    <a
      href={addressOf(step)}
      onClick={(event) => {
        // Another tab or window is the browser's own business.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        window.history.pushState(null, '', addressOf(step));
      }}
      {...rest}
    />
  );
}
