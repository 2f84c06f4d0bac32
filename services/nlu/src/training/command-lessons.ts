import { commandClasses, commandClassOf } from '../commands/command-class';
import { commandWords } from '../commands/command-words';
import { nameTags, nameTypes } from '../commands/name-tags';
import { cutAtBlanks, modelWord } from '../model/model-words';
import type { CommandSentence } from '../evaluation/command-set';
import type { Lesson } from './lesson';
import type { Random } from './random';

const SMOOTHING = 0.03;
const MOST_WORDS = 30;

/** A sentence with where its names lie, in words. */
interface Marked {
  readonly words: readonly string[];
  readonly names: readonly {
    readonly type: (typeof nameTypes)[number];
    readonly start: number;
    readonly end: number;
  }[];
  readonly label: number;
}

/** How many sentences are made from each with names: with other names in their place. */
export interface LessonOptions {
  readonly copies: number;
  readonly random: Random;
}

/** Turns rows into lessons: as they are, without diacritics, and with other names in place of theirs. */
export function commandLessons(
  rows: readonly CommandSentence[],
  { copies, random }: LessonOptions,
): Lesson[] {
  const marked = rows.map(markNames).filter((row): row is Marked => row !== undefined);
  const pool = new Map(nameTypes.map((type) => [type, [] as string[][]]));
  for (const { words, names } of marked)
    for (const { type, start, end } of names) pool.get(type)?.push(words.slice(start, end));
  return marked.flatMap((row) => {
    const versions = [row];
    if (row.names.length > 0)
      for (let copy = 0; copy < copies; copy += 1) versions.push(withOtherNames(row, pool, random));
    const plain = { ...row, words: row.words.map(withoutDiacritics) };
    if (plain.words.some((word, index) => word !== row.words[index])) versions.push(plain);
    return versions.filter(({ words }) => words.length > 0 && words.length <= MOST_WORDS).map(lessonOf);
  });
}

function withoutDiacritics(word: string): string {
  return word.normalize('NFD').replace(/\p{M}+/gu, '');
}

/** Finds the names of a row in its words; undefined where one is not there word for word. */
export function markNames(row: CommandSentence): Marked | undefined {
  const written = cutAtBlanks(row.text).map(modelWord);
  const names: Marked['names'][number][] = [];
  const taken = new Set<number>();
  for (const type of nameTypes) {
    const value = row.args[type];
    if (typeof value !== 'string') continue;
    const name = cutAtBlanks(value).map(modelWord);
    // A later place first: "spela Spela av Kent".
    let start = written.length - name.length;
    while (
      start >= 0 &&
      !name.every((word, index) => written[start + index] === word && !taken.has(start + index))
    )
      start -= 1;
    if (start < 0) return undefined;
    for (let at = start; at < start + name.length; at += 1) taken.add(at);
    names.push({ type, start, end: start + name.length });
  }
  return { words: commandWords(row.text), names, label: commandClassOf(row) };
}

function withOtherNames(row: Marked, pool: ReadonlyMap<string, readonly string[][]>, random: Random): Marked {
  const words: string[] = [];
  const names: Marked['names'][number][] = [];
  let at = 0;
  for (const { type, start, end } of [...row.names].sort((a, b) => a.start - b.start)) {
    words.push(...row.words.slice(at, start));
    const choices = pool.get(type) ?? [];
    const name = choices[random.below(choices.length)] ?? row.words.slice(start, end);
    names.push({ type, start: words.length, end: words.length + name.length });
    words.push(...name);
    at = end;
  }
  words.push(...row.words.slice(at));
  return { words, names, label: row.label };
}

function lessonOf({ words, names, label }: Marked): Lesson {
  const classes = commandClasses.length;
  const intents = new Float32Array(classes).fill(SMOOTHING / classes);
  intents[label] = 1 - SMOOTHING + SMOOTHING / classes;
  const tags = new Float32Array(words.length * nameTags.length);
  const tagOf = words.map(() => 0);
  for (const { type, start, end } of names) {
    for (let at = start; at < end; at += 1)
      tagOf[at] = nameTags.indexOf(`${at === start ? 'B' : 'I'}-${type}`);
  }
  tagOf.forEach((tag, word) => (tags[word * nameTags.length + tag] = 1));
  return { words, intents, tags };
}
