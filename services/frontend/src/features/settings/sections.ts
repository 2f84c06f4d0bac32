import type { ComponentType } from 'react';
import {
  HalfMoonIcon,
  InfoIcon,
  KeyIcon,
  NoteIcon,
  SparkIcon,
  UserIcon,
  UsersIcon,
  type IconProps,
} from '../../ui/icons';

export interface Section {
  name: 'profile' | 'appearance' | 'assistant' | 'music' | 'keys' | 'users' | 'about';
  icon: ComponentType<IconProps>;
  ownerOnly?: boolean;
}

/** The parts of the settings, in the order of their list; each is a page of its name. */
export const SECTIONS: readonly Section[] = [
  { name: 'profile', icon: UserIcon },
  { name: 'appearance', icon: HalfMoonIcon },
  { name: 'assistant', icon: SparkIcon },
  { name: 'music', icon: NoteIcon },
  { name: 'keys', icon: KeyIcon },
  { name: 'users', icon: UsersIcon, ownerOnly: true },
  { name: 'about', icon: InfoIcon },
];
