import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, for those who do not see the icon, and as its tooltip. */
  label: string;
  kind?: 'bare' | 'primary';
}

/** A round button that shows an icon; `aria-pressed` colours it as switched on. */
export function IconButton({ label, kind = 'bare', className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classNames(
        'inline-flex size-10 shrink-0 items-center justify-center rounded-full transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-45',
        kind === 'primary'
          ? 'bg-spruce text-on-spruce enabled:hover:bg-spruce-deep'
          : 'text-muted enabled:hover:bg-moss enabled:hover:text-ink aria-pressed:text-spruce',
        className,
      )}
      {...rest}
    />
  );
}
