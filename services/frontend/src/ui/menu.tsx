'use client';

import { useState, type ComponentType, type ReactNode } from 'react';
import { IconButton } from './icon-button';
import type { MenuListProps } from './menu-list';

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
  items: MenuItem[];
  testId?: string;
  className?: string;
}

const load = () => import('./menu-list').then(({ MenuList }) => MenuList);

/** A button that opens a list of actions; the list's code is fetched when somebody comes near it. */
export function Menu({ label, icon, items, testId, className }: MenuProps) {
  const [List, setList] = useState<ComponentType<MenuListProps> | null>(null);
  const near = () => void load().catch(() => undefined);
  if (List) return <List label={label} icon={icon} items={items} testId={testId} className={className} />;
  return (
    <IconButton
      label={label}
      aria-haspopup="menu"
      data-testid={testId}
      className={className}
      onPointerEnter={near}
      onFocus={near}
      onClick={() => void load().then((loaded) => setList(() => loaded)).catch(() => undefined)}
    >
      {icon}
    </IconButton>
  );
}
