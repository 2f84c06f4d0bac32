import type { IconProps } from './icons';

/** A spruce that is an A. */
export function Logo({ className = 'size-8' }: IconProps) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 4 5.5 28M16 4l10.5 24" />
        <path d="M12.5 13.5 16 16l3.5-2.5M10 19.5l6 4 6-4" />
      </g>
    </svg>
  );
}
