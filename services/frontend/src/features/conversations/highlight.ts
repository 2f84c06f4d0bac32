export interface Part {
  text: string;
  hit: boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const fold = (word: string) => word.normalize('NFC').toLowerCase();

/** The text in parts: hits are its words that begin as a word of the query does. */
export function highlight(text: string, query: string): Part[] {
  const beginnings = (query.match(WORD) ?? []).map(fold);
  const parts: Part[] = [];
  let done = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!beginnings.some((beginning) => fold(word).startsWith(beginning))) continue;
    if (index > done) parts.push({ text: text.slice(done, index), hit: false });
    done = index + word.length;
    parts.push({ text: word, hit: true });
  }
  if (done < text.length) parts.push({ text: text.slice(done), hit: false });
  return parts;
}
