'use client';

import { DropdownMenu } from 'radix-ui';
import { classNames } from './class-names';
import { IconButton } from './icon-button';
import type { MenuProps } from './menu';

export type MenuListProps = MenuProps;

/** What `Menu` becomes when it is first opened: open from the start. */
export function MenuList({ label, icon, items, testId, className }: MenuListProps) {
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>
        <IconButton label={label} data-testid={testId} className={className}>
          {icon}
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-48 rounded-2xl border border-line bg-surface p-1.5 text-ink shadow-xl"
        >
          {items.map(({ key, label: text, icon: itemIcon, danger, disabled, testId: itemTestId, onSelect }) => (
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
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
