import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const KINDS = {
  primary: 'bg-spruce text-on-spruce hover:bg-spruce-deep',
  quiet: 'border border-line bg-surface text-ink hover:border-spruce',
  danger: 'bg-lingon text-on-lingon hover:opacity-90',
  bare: 'text-muted hover:bg-moss hover:text-ink',
};

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: keyof typeof KINDS;
}

/** A button with words on it. */
export function Button({ kind = 'primary', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(
        'inline-flex min-h-11 items-center justify-center gap-2 rounded-xl px-4 text-sm font-medium transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-60',
        KINDS[kind],
        className,
      )}
      {...rest}
    />
  );
}
