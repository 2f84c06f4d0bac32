import type { ReactNode } from 'react';

export interface IconProps {
  className?: string;
}

const icon = (paths: ReactNode, filled = false) =>
  function Icon({ className = 'size-5' }: IconProps) {
    return (
      <svg
        viewBox="0 0 24 24"
        className={className}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {paths}
      </svg>
    );
  };

export const PlayIcon = icon(<path d="M8 5.5v13l10.5-6.5z" />, true);
export const PauseIcon = icon(<path d="M8.5 5.5v13M15.5 5.5v13" strokeWidth="3.5" />);
export const StopIcon = icon(<rect x="6.5" y="6.5" width="11" height="11" rx="1.5" />, true);
export const NextIcon = icon(<path d="M6 6v12l8.5-6zM17.5 6v12" />);
export const PreviousIcon = icon(<path d="M18 6v12l-8.5-6zM6.5 6v12" />);
export const ShuffleIcon = icon(
  <path d="M3 7h3.5c4 0 5.5 10 10 10H21m0 0-2.5-2.5M21 17l-2.5 2.5M3 17h3.5c1.4 0 2.5-1.2 3.4-2.8M12.7 9.4C13.6 8 14.8 7 16.5 7H21m0 0-2.5-2.5M21 7l-2.5 2.5" />,
);
export const RepeatIcon = icon(
  <path d="M4 12V10a3 3 0 0 1 3-3h13m0 0-3-3m3 3-3 3M20 12v2a3 3 0 0 1-3 3H4m0 0 3 3m-3-3 3-3" />,
);
export const RepeatOneIcon = icon(
  <path d="M4 12V10a3 3 0 0 1 3-3h13m0 0-3-3m3 3-3 3M20 12v2a3 3 0 0 1-3 3H4m0 0 3 3m-3-3 3-3m4-4 1.5-1v4" />,
);
const heart = <path d="M12 19.5S4.5 15 4.5 9.6A4 4 0 0 1 12 7.5a4 4 0 0 1 7.5 2.1c0 5.4-7.5 9.9-7.5 9.9z" />;
export const HeartIcon = icon(heart);
export const HeartFilledIcon = icon(heart, true);
export const VolumeIcon = icon(
  <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11" />,
);
export const MutedIcon = icon(<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5m0-5-5 5" />);
export const HeadphonesIcon = icon(
  <path d="M4 15v-2.5a8 8 0 0 1 16 0V15M4 15v2.5a1.5 1.5 0 0 0 3 0V15a1.5 1.5 0 0 0-3 0zm13 0v2.5a1.5 1.5 0 0 0 3 0V15a1.5 1.5 0 0 0-3 0z" />,
);
export const SendIcon = icon(<path d="M12 19V5.5M6 11l6-6 6 6" />);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const MenuIcon = icon(<path d="M4 7h16M4 12h10M4 17h16" />);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6 6 18" />);
export const MoreIcon = icon(<path d="M6 15l6-6 6 6" />);
export const SignOutIcon = icon(
  <path d="M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M15 8l4 4-4 4m4-4H10" />,
);
export const CheckIcon = icon(<path d="M5 12.5l4.5 4.5L19 7.5" />);
export const WarningIcon = icon(<path d="M12 4 3 19.5h18zM12 10v4.5m0 2.3v.2" />);
export const AgainIcon = icon(<path d="M19.5 12a7.5 7.5 0 1 1-2.4-5.5L19.5 9m0-4.5V9H15" />);
export const SparkIcon = icon(
  <path d="M12 3.5c.6 4.6 2.4 7 8 8.5-5.6 1.5-7.4 3.9-8 8.5-.6-4.6-2.4-7-8-8.5 5.6-1.5 7.4-3.9 8-8.5z" />,
);
