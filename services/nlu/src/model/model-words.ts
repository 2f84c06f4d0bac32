const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
const SOUNDED = /[\p{L}\p{N}]/u;
const PLAIN = /^[\p{L}\p{N}]+$/u;
/** Characters of a word that are looked at; normalising may take their count squared. */
const LONGEST_WORD = 100;

/** The sentence cut at blanks; word indexes of slots count these. */
export function cutAtBlanks(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/**
 * A word as the statistical model sees it: composed, in lower case, without the punctuation around it, Danish and Norwegian
 * letters as Swedish ones. A word of nothing else stays as it is; of a very long one the beginning is seen.
 */
export function modelWord(word: string): string {
  const plain = word.slice(0, LONGEST_WORD).normalize('NFC').replace(INVISIBLE, '').toLowerCase();
  return (withoutOuterPunctuation(plain) || plain).replaceAll('ø', 'ö').replaceAll('æ', 'ä');
}

function withoutOuterPunctuation(word: string): string {
  if (PLAIN.test(word)) return word;
  const characters = [...word];
  let from = 0;
  let to = characters.length;
  while (from < to && !SOUNDED.test(characters[from] ?? '')) from += 1;
  while (to > from && !SOUNDED.test(characters[to - 1] ?? '')) to -= 1;
  return characters.slice(from, to).join('');
}
