import type { Role } from '@alice/contracts';
import type { ComponentType } from 'react';
import {
  HalfMoonIcon,
  InfoIcon,
  KeyIcon,
  ListIcon,
  NoteIcon,
  SparkIcon,
  UserIcon,
  UsersIcon,
  type IconProps,
} from '../../ui/icons';

export interface Section {
  name: 'profile' | 'appearance' | 'assistant' | 'music' | 'keys' | 'users' | 'events' | 'about';
  icon: ComponentType<IconProps>;
  /** Who may come here; unless told, everybody. */
  roles?: readonly Role[];
}

const ADULTS: readonly Role[] = ['owner', 'adult'];

/** The parts of the settings, in the order of their list; each is a page of its name. */
export const SECTIONS: readonly Section[] = [
  { name: 'profile', icon: UserIcon, roles: ADULTS },
  { name: 'appearance', icon: HalfMoonIcon },
  { name: 'assistant', icon: SparkIcon, roles: ADULTS },
  { name: 'music', icon: NoteIcon },
  { name: 'keys', icon: KeyIcon, roles: ADULTS },
  { name: 'users', icon: UsersIcon, roles: ['owner'] },
  { name: 'events', icon: ListIcon, roles: ['owner'] },
  { name: 'about', icon: InfoIcon },
];

/** The parts that are for people of a role. */
export const sectionsFor = (role: Role): Section[] =>
  SECTIONS.filter(({ roles }) => roles === undefined || roles.includes(role));

/** The part that is shown where the address names none. */
export const firstSectionFor = (role: Role): Section['name'] => sectionsFor(role)[0]?.name ?? 'about';
