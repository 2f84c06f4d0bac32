import { addText, addUnit, finish, seedOf } from './hashing';

const KINDS = { word: 21, gram: 22 } as const;
const LONGEST_GRAM = 5;
const MOST_LETTERS = 24;

/**
 * The rows of a table that make up a word: itself first, then all runs of 2–5 characters of "<word>" (Bojanowski et al. 2017).
 * @param rows of the table; row 0 is none of them
 */
export function wordPieces(word: string, rows: number): Int32Array {
  const pieces = [rowOf(addText(seedOf(KINDS.word), word), rows)];
  const padded = `<${word.slice(0, MOST_LETTERS)}>`;
  for (let start = 0; start < padded.length - 1; start += 1) {
    let hash = seedOf(KINDS.gram);
    for (let end = start; end < padded.length && end < start + LONGEST_GRAM; end += 1) {
      hash = addUnit(hash, padded.charCodeAt(end));
      if (end > start) pieces.push(rowOf(hash, rows));
    }
  }
  return Int32Array.from(pieces);
}

function rowOf(hash: number, rows: number): number {
  return (finish(hash) % (rows - 1)) + 1;
}
