import { readMassive } from '../massive/massive-rows';
import { readSentence } from '../matching/sentence';

/** A rarer word may be a slip of the pen. */
const LEAST = 2;
const LETTERS = /^\p{L}+$/u;

/** Prints the words that stand at least twice in the train part of a file in MASSIVE's format, sorted, one a line. */
function main([file]: readonly string[]): void {
  if (file === undefined) {
    process.stderr.write('usage: list-ordinary-words FILE.jsonl\n');
    process.exitCode = 2;
    return;
  }
  const counts = new Map<string, number>();
  for (const { utt, partition } of readMassive(file)) {
    if (partition !== 'train') continue;
    for (const { norm } of readSentence(utt).words)
      if (LETTERS.test(norm)) counts.set(norm, (counts.get(norm) ?? 0) + 1);
  }
  const words = [...counts].filter(([, count]) => count >= LEAST).map(([word]) => word);
  process.stdout.write(
    words
      .sort()
      .map((word) => `${word}\n`)
      .join(''),
  );
}

main(process.argv.slice(2));
