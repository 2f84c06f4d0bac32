import { useId, type ReactNode } from 'react';

export interface PanelProps {
  title: string;
  lead?: ReactNode;
  /** Beside the title, such as a button that adds something. */
  action?: ReactNode;
  testId?: string;
  children: ReactNode;
}

/** A titled section of a page. */
export function Panel({ title, lead, action, testId, children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      data-testid={testId}
      className="rounded-2xl border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <h3 id={id} className="font-semibold tracking-tight">
            {title}
          </h3>
          {lead && <p className="mt-0.5 text-sm break-words text-muted">{lead}</p>}
        </div>
        {action}
      </div>
      <div className="mt-4">{children}</div>
    </section>
  );
}
