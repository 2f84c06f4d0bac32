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
export const ListIcon = icon(<path d="M9 7h11M9 12h11M9 17h11M4.5 7h.01M4.5 12h.01M4.5 17h.01" />);
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
export const SearchIcon = icon(<path d="M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.5 15.5 20 20" />);
export const DotsIcon = icon(<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" strokeWidth="2.75" />);
export const PencilIcon = icon(<path d="M5 19l1-4.5L16.5 4l3.5 3.5L9.5 18zM14 6.5l3.5 3.5" />);
export const TrashIcon = icon(
  <path d="M4.5 6.5h15M9.5 6.5v-2h5v2M6.5 6.5l1 13h9l1-13M10 10.5v5M14 10.5v5" />,
);
export const DownloadIcon = icon(<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14" />);
export const EyeIcon = icon(
  <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z" />,
);
export const EyeOffIcon = icon(
  <path d="M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.7 3.4M6.3 7.5A16.5 16.5 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.2-1.1M10 10a3 3 0 0 0 4.1 4.1" />,
);
export const UserIcon = icon(
  <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.6-3.8 3.6-5.5 7.5-5.5s6.9 1.7 7.5 5.5" />,
);
export const UsersIcon = icon(
  <path d="M9 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.4 3-5 6.5-5s6 1.6 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.8c2.2.7 3.6 2.2 4 4.7" />,
);
export const KeyIcon = icon(
  <path d="M8 19.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM11.2 11.8 19.5 3.5M16 7l3 3" />,
);
export const InfoIcon = icon(<path d="M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.5m0-9v.2" />);
export const GearIcon = icon(
  <path d="M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3.5v2.5M12 18v2.5M3.5 12H6M18 12h2.5M6 6l1.8 1.8M16.2 16.2 18 18M6 18l1.8-1.8M16.2 7.8 18 6" />,
);
export const HalfMoonIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" />
  </>,
);
export const NoteIcon = icon(
  <path d="M9 18V6l10-2v11.5M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 15.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z" />,
);
export const CopyIcon = icon(
  <path d="M9 9V5.5A1.5 1.5 0 0 1 10.5 4h8A1.5 1.5 0 0 1 20 5.5v8a1.5 1.5 0 0 1-1.5 1.5H15M5.5 9h8A1.5 1.5 0 0 1 15 10.5v8a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 4 18.5v-8A1.5 1.5 0 0 1 5.5 9z" />,
);
export const ExternalIcon = icon(
  <path d="M14 4.5h5.5V10M19.5 4.5 11 13M9 5.5H6A1.5 1.5 0 0 0 4.5 7v11A1.5 1.5 0 0 0 6 19.5h11a1.5 1.5 0 0 0 1.5-1.5v-3" />,
);
export const BackIcon = icon(<path d="M15 5.5 8.5 12l6.5 6.5" />);
export const UndoIcon = icon(<path d="M8.5 5 4.5 9l4 4M4.5 9h9a5.5 5.5 0 0 1 0 11H9" />);
export const DownIcon = icon(<path d="M12 5v13.5M6 13l6 6 6-6" />);
export const KeyboardIcon = icon(
  <path d="M4.5 6.5h15A1.5 1.5 0 0 1 21 8v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5zM7 10.2v.1m3.3-.1v.1m3.4-.1v.1m3.3-.1v.1M8 14h8" />,
);
export const SproutIcon = icon(
  <path d="M12 20.5v-9m0 0c0-3.5-2.3-5.5-7-5.5 0 4 2.5 6 7 5.5zm0 2.5c0-3.5 2-6 7-6.5.3 4.5-2 7-7 6.5z" />,
);
