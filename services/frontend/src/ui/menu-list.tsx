'use client';

import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { classNames } from './class-names';
import { IconButton } from './icon-button';

export interface MenuItem {
  key: string;
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  testId?: string;
  onSelect: () => void;
}

export interface MenuProps {
  /** What the button is for, for those who do not see its icon. */
  label: string;
  icon: ReactNode;
  /** Stands above the actions. */
  header?: ReactNode;
  items: MenuItem[];
  testId?: string;
  className?: string;
}

/** What `Menu` becomes when it is first opened: open from the start. */
export function MenuList({ label, icon, header, items, testId, className }: MenuProps) {
  // In the landmark of its button: a screen reader that has come to the one finds the other there.
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger
        asChild
        ref={(button) => setPlace(button?.closest<HTMLElement>('[role=dialog], aside, header, main') ?? null)}
      >
        <IconButton label={label} data-testid={testId} className={className}>
          {icon}
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-48 rounded-2xl border border-line bg-surface p-1.5 text-ink shadow-xl"
        >
          {header && (
            <DropdownMenu.Label className="mb-1.5 border-b border-line px-3 pt-1.5 pb-2.5 text-sm">
              {header}
            </DropdownMenu.Label>
          )}
          {items.map(
            ({ key, label: text, icon: itemIcon, danger, disabled, testId: itemTestId, onSelect }) => (
              <DropdownMenu.Item
                key={key}
                disabled={disabled}
                data-testid={itemTestId}
                onSelect={onSelect}
                className={classNames(
                  'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-xl px-3 text-sm outline-none',
                  'data-highlighted:bg-moss data-disabled:cursor-not-allowed data-disabled:opacity-60',
                  danger && 'text-lingon',
                )}
              >
                {itemIcon}
                {text}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
