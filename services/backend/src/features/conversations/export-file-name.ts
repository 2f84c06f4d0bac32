const LONGEST = 60;

/** A name for the file of a conversation that every file system takes: its title's letters, digits, blanks and hyphens. */
export function exportFileName(title: string, extension: 'md' | 'json'): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const name = Array.from(words.join('-')).slice(0, LONGEST).join('').replace(/-$/, '');
  return `alice-${name === '' ? 'conversation' : name}.${extension}`;
}
