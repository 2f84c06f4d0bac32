'use client';

import { Toast } from 'radix-ui';
import { classNames } from './class-names';
import { CloseIcon } from './icons';
import { IconButton } from './icon-button';

const DURATION_MS = 6000;

export interface ToastWords {
  title: string;
  detail?: string;
  kind?: 'info' | 'problem';
  /** Something that can be done about it, such as taking it back. */
  action?: { label: string; run: () => void };
  /** How long it stays, in milliseconds; longer while it has the pointer or the focus. */
  durationMs?: number;
}

export interface ShownToast extends ToastWords {
  id: number;
}

export interface ToastListProps {
  toasts: ShownToast[];
  label: string;
  closeLabel: string;
  onGone: (id: number) => void;
}

/** The messages that `Toaster` shows, once there is one. */
export function ToastList({ toasts, label, closeLabel, onGone }: ToastListProps) {
  return (
    <Toast.Provider label={label} duration={DURATION_MS} swipeDirection="right">
      {toasts.map(({ id, title, detail, kind = 'info', action, durationMs }) => (
        <Toast.Root
          key={id}
          duration={durationMs}
          type={kind === 'problem' ? 'foreground' : 'background'}
          data-testid="toast"
          data-kind={kind}
          onOpenChange={(open) => !open && onGone(id)}
          className={classNames(
            'flex items-center gap-2 rounded-2xl border bg-surface py-2 pr-2 pl-4 text-ink shadow-lg',
            kind === 'problem' ? 'border-lingon/50' : 'border-line',
          )}
        >
          <div className="min-w-0 flex-1 text-sm">
            <Toast.Title className="font-medium break-words">{title}</Toast.Title>
            {detail && <Toast.Description className="break-words text-muted">{detail}</Toast.Description>}
          </div>
          {action && (
            <Toast.Action
              altText={action.label}
              data-testid="toast-action"
              onClick={action.run}
              className="min-h-10 shrink-0 rounded-xl px-3 text-sm font-medium text-spruce hover:bg-moss"
            >
              {action.label}
            </Toast.Action>
          )}
          <Toast.Close asChild>
            <IconButton label={closeLabel}>
              <CloseIcon className="size-4" />
            </IconButton>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed top-14 right-0 z-50 flex w-full max-w-sm flex-col gap-2 p-3 outline-none" />
    </Toast.Provider>
  );
}
