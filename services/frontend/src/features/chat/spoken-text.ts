/** A listener can read on in the message itself; longer than this is a lecture, in characters. */
const LONGEST = 600;

const FENCE = /^ {0,3}(?:```|~~~)/;

/** The lines without code; `code` stands for each block of it. */
function withoutCode(lines: readonly string[], code: string): string[] {
  let inside = false;
  return lines.flatMap((line) => {
    if (!FENCE.test(line)) return inside ? [] : [line];
    inside = !inside;
    return inside ? [`${code}.`] : [];
  });
}

const withoutMarks = (line: string): string =>
  line
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,9}[.)])\s+/, '')
    .replace(/^[\s|:-]+$/, '')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\*\*|__|~~|`/g, '')
    .replaceAll('|', ' ')
    .replace(/(^|\s)[*_](\S)/g, '$1$2')
    .replace(/(\S)[*_](?=[\s.,;:!?]|$)/g, '$1');

/** An answer as words to be read out once: without the marks of Markdown, and cut at the end of a word. */
export function spokenText(markdown: string, code: string): string {
  // What is cut off anyway need not be read.
  const lines = markdown.slice(0, LONGEST * 4).split('\n');
  const words = withoutCode(lines, code).map(withoutMarks).join(' ').replace(/\s+/g, ' ').trim();
  if (words.length <= LONGEST) return words;
  const cut = words.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST / 2))} …`;
}
