import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { WarningIcon } from './icons';

export interface NoticeProps {
  title: string;
  detail?: ReactNode;
  action?: ReactNode;
  testId?: string;
  /** Read out at once; for what follows on something the person just did. */
  alert?: boolean;
  className?: string;
}

/** Says calmly what did not work, and what can be done. */
export function Notice({ title, detail, action, testId, alert = false, className }: NoticeProps) {
  return (
    <div
      role={alert ? 'alert' : undefined}
      data-testid={testId}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-lingon/30 bg-lingon-soft px-4 py-3 text-sm',
        className,
      )}
    >
      <WarningIcon className="size-5 shrink-0 text-lingon" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium break-words">{title}</p>
        {detail && <div className="mt-0.5 break-words text-muted">{detail}</div>}
      </div>
      {action}
    </div>
  );
}
