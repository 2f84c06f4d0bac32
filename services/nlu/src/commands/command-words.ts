import { cutAtBlanks, modelWord } from '../model/model-words';

/** Stands last in a question. */
const QUESTION = '?';

/** The words as the command model sees them: every run of digits is the same, and a question mark at the end is a word. */
export function commandWords(text: string): string[] {
  const words = cutAtBlanks(text).map((word) => modelWord(word).replace(/\d+/gu, '0'));
  return text.trimEnd().endsWith(QUESTION) ? [...words, QUESTION] : words;
}
