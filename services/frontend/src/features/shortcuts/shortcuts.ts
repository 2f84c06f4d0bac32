/** What a shortcut does; the words for it are in the messages under the same name. */
export type ShortcutId =
  | 'help'
  | 'search'
  | 'newConversation'
  | 'write'
  | 'stop'
  | 'playPause'
  | 'next'
  | 'previous'
  | 'louder'
  | 'quieter'
  | 'mute';

export interface Keys {
  /** As the browser names it; a letter in lower case, whatever Shift does to it. */
  key: string;
  /** Ctrl, or Command on a Mac. */
  command?: boolean;
  alt?: boolean;
  /** Counts for letters only: a sign may need Shift on one keyboard and not on the next. */
  shift?: boolean;
}

export interface Shortcut {
  id: ShortcutId;
  group: 'conversation' | 'music' | 'page';
  ways: readonly Keys[];
}

export const SHORTCUTS: readonly Shortcut[] = [
  { id: 'newConversation', group: 'conversation', ways: [{ key: 'n', alt: true }, { key: 'n' }] },
  { id: 'search', group: 'conversation', ways: [{ key: 'k', command: true }, { key: '/' }] },
  { id: 'write', group: 'conversation', ways: [{ key: 'c' }] },
  { id: 'stop', group: 'conversation', ways: [{ key: 'Escape' }] },
  { id: 'playPause', group: 'music', ways: [{ key: 'p' }] },
  { id: 'next', group: 'music', ways: [{ key: 'n', shift: true }] },
  { id: 'previous', group: 'music', ways: [{ key: 'p', shift: true }] },
  { id: 'louder', group: 'music', ways: [{ key: '+' }] },
  { id: 'quieter', group: 'music', ways: [{ key: '-' }] },
  { id: 'mute', group: 'music', ways: [{ key: 'm' }] },
  { id: 'help', group: 'page', ways: [{ key: '/', command: true }, { key: '?' }] },
];

/** What of a keyboard event tells which shortcut it is. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** The key that gives a keyboard's third signs, which Windows reports as Ctrl and Alt. */
  altGraph: boolean;
}

export interface Situation {
  mac: boolean;
  /** The focus is where one types. */
  typing: boolean;
  /** A dialog or a menu is open, which has keys of its own. */
  covered: boolean;
  /** The person wants shortcuts of a single character. */
  singleKeys: boolean;
}

const isLetter = (key: string) => /^\p{L}$/u.test(key);

/** A key alone that gives a character: it must not fire while somebody types, and can be switched off. */
export const isSingleKey = ({ key, command, alt }: Keys): boolean => key.length === 1 && !command && !alt;

/** The letter that was pressed, also where Alt turns it into another sign, as on a Mac. */
function letterOf({ key, code }: Press): string {
  return isLetter(key) && key.length === 1 && key.charCodeAt(0) < 128
    ? key.toLowerCase()
    : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key);
}

function matches(press: Press, keys: Keys, mac: boolean): boolean {
  const { command = false, alt = false, shift = false } = keys;
  const letter = isLetter(keys.key);
  const byAltGraph = press.altGraph && !letter;
  const pressedCommand = !byAltGraph && (mac ? press.metaKey : press.ctrlKey);
  const pressedOther = !byAltGraph && (mac ? press.ctrlKey : press.metaKey);
  const pressedAlt = !byAltGraph && press.altKey;
  if (pressedOther || pressedCommand !== command || pressedAlt !== alt) return false;
  if (!letter) return press.key === keys.key;
  return press.shiftKey === shift && (alt ? letterOf(press) : press.key.toLowerCase()) === keys.key;
}

/** The shortcut that was pressed, if any that may be meant in this situation. */
export function shortcutFor(press: Press, situation: Situation): ShortcutId | null {
  if (situation.covered) return null;
  for (const { id, ways } of SHORTCUTS) {
    for (const keys of ways) {
      if (!matches(press, keys, situation.mac)) continue;
      if (isSingleKey(keys) && (situation.typing || !situation.singleKeys)) continue;
      // Option makes letters on a Mac.
      if (keys.alt && situation.mac && situation.typing) continue;
      return id;
    }
  }
  return null;
}

/** The names of the keys, in the order in which they are pressed. */
export function keyNames({ key, command, alt, shift }: Keys, mac: boolean): string[] {
  return [
    ...(command ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(shift ? [mac ? '⇧' : 'Shift'] : []),
    key === 'Escape' ? 'Esc' : key.length === 1 ? key.toUpperCase() : key,
  ];
}
