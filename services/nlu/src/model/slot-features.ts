import { addText, addUnit, finish, seedOf } from './hashing';

const KIND = {
  bias: 40,
  word: 41,
  pair: 50,
  shape: 60,
  prefix: 61,
  suffix: 62,
  nearSuffix: 63,
  intent: 70,
  intentWord: 71,
  intentPrefix: 80,
  intentSuffix: 81,
} as const;
const SEPARATOR = 0x20;
const EDGE = '\u0002';
const AFFIXES = [2, 3, 4, 5] as const;
const REACH = 2;

/**
 * Hashes of what the tagger sees at each word: the words within two places and pairs of them, the word's shape, beginnings and
 * endings, its neighbours' endings; and the sentence's intent, alone and with some of these.
 */
export function slotFeatures(words: readonly string[], intent: number): number[][] {
  const wordAt = (index: number): string => words[index] ?? EDGE;
  return words.map((word, index) => {
    const found: number[] = [finish(seedOf(KIND.bias)), finish(addUnit(seedOf(KIND.shape), shapeOf(word)))];
    for (let offset = -REACH; offset <= REACH; offset += 1) {
      found.push(finish(addText(seedOf(KIND.word + offset + REACH), wordAt(index + offset))));
    }
    for (let offset = -REACH; offset < REACH; offset += 1) {
      const left = addText(seedOf(KIND.pair + offset + REACH), wordAt(index + offset));
      found.push(finish(addText(addUnit(left, SEPARATOR), wordAt(index + offset + 1))));
    }
    for (const length of AFFIXES) {
      if (word.length < length) break;
      found.push(finish(addText(seedOf(KIND.prefix), word.slice(0, length))));
      found.push(finish(addText(seedOf(KIND.suffix), word.slice(-length))));
    }
    found.push(finish(addText(seedOf(KIND.nearSuffix), wordAt(index - 1).slice(-3))));
    found.push(finish(addText(addUnit(seedOf(KIND.nearSuffix), SEPARATOR), wordAt(index + 1).slice(-3))));
    const withIntent = (kind: number): number => addUnit(seedOf(kind), intent);
    found.push(finish(withIntent(KIND.intent)));
    for (let offset = -1; offset <= 1; offset += 1) {
      found.push(finish(addText(withIntent(KIND.intentWord + offset + 1), wordAt(index + offset))));
    }
    found.push(finish(addText(withIntent(KIND.intentPrefix), word.slice(0, 4))));
    found.push(finish(addText(withIntent(KIND.intentSuffix), word.slice(-3))));
    return found;
  });
}

function shapeOf(word: string): number {
  if (/^\d+$/u.test(word)) return 1;
  if (/\d/u.test(word)) return 2;
  return word.includes('.') ? 3 : 4;
}
