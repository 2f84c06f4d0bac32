import { classNames } from './class-names';

export interface GrowthRingsProps {
  /** Between 0 and 1; so many of the rings, from the heart outwards, are dark. */
  value: number;
  className?: string;
}

const RINGS = [1.5, 3.5, 5.5, 7.5];

/** A small measure drawn as the rings of a tree; the words beside it carry the figure. */
export function GrowthRings({ value, className }: GrowthRingsProps) {
  const grown = Math.round(Math.min(1, Math.max(0, value)) * RINGS.length);
  return (
    <svg viewBox="0 0 17 17" className={classNames('size-4', className)} aria-hidden="true" focusable="false">
      {RINGS.map((radius, index) => (
        <circle
          key={radius}
          cx="8.5"
          cy="8.5"
          r={radius}
          fill={index === 0 ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.1"
          opacity={index < grown ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
