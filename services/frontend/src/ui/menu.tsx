'use client';

import { useState, type ComponentType } from 'react';
import { IconButton } from './icon-button';
import type { MenuProps } from './menu-list';

export type { MenuItem, MenuProps } from './menu-list';

const load = () => import('./menu-list').then(({ MenuList }) => MenuList);

/** A button that opens a list of actions; the list's code is fetched when somebody comes near it. */
export function Menu(props: MenuProps) {
  const { label, icon, testId, className } = props;
  const [List, setList] = useState<ComponentType<MenuProps> | null>(null);
  const near = () => void load().catch(() => undefined);
  if (List) return <List {...props} />;
  return (
    <IconButton
      label={label}
      aria-haspopup="menu"
      data-testid={testId}
      className={className}
      onPointerEnter={near}
      onFocus={near}
      onClick={() =>
        void load()
          .then((loaded) => setList(() => loaded))
          .catch(() => undefined)
      }
    >
      {icon}
    </IconButton>
  );
}
