import type { ReactNode } from 'react';

export interface EmptyStateProps {
  title: string;
  lead?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
  testId?: string;
}

/** Stands where there is nothing yet, or nothing for this person. */
export function EmptyState({ title, lead, icon, action, testId = 'empty-state' }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-10 text-center" data-testid={testId}>
      {icon && <span className="text-spruce">{icon}</span>}
      <p className="font-medium text-balance">{title}</p>
      {lead && <div className="max-w-prose text-sm text-balance text-muted">{lead}</div>}
      {action}
    </div>
  );
}
