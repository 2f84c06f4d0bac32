import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { LanguageKnowledge, Locale, SentenceFile } from '../matching/knowledge';
import { foldDiacritics } from '../matching/sentence';
import type { Catalogue, ExampleFile, LanguageChecks } from './catalogue';
import * as schemas from './data-schemas';

/** Knowledge that cannot be used, with the file that has the fault. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
}

const LOCALES: readonly Locale[] = ['sv', 'en'];

/** Reads and validates all knowledge below `directory`. */
export function loadCatalogue(directory: string): Catalogue {
  const ordinaryWords = new Set(LOCALES.flatMap((locale) => loadOrdinaryWords(directory, locale)));
  return {
    intents: readData(directory, 'intents.yml', schemas.intentsSchema),
    slots: readData(directory, 'slots.yml', schemas.slotsSchema),
    textSlots: readData(directory, 'text-slots.yml', schemas.textSlotsSchema),
    languages: LOCALES.map((locale) => loadLanguage(directory, locale, ordinaryWords)),
  };
}

/** Reads what the knowledge of one language is checked against; a running service does not need it. */
export function loadChecks(directory: string, locale: Locale): LanguageChecks {
  const failures = readData(directory, join(locale, 'known-failures.yml'), schemas.knownFailuresSchema);
  if (failures.sentences.length > failures.most) {
    throw new KnowledgeError(`${locale}/known-failures.yml: the list may only shrink`);
  }
  return {
    locale,
    examples: filesBelow(directory, join(locale, 'examples')).map((path): ExampleFile => {
      return { path, ...readData(directory, path, schemas.examplesSchema) };
    }),
    nothing: readData(directory, join(locale, 'must-match-nothing.yml'), schemas.nothingSchema),
    knownFailures: failures.sentences,
  };
}

/** The words of everyday talk, as they are written and without diacritics. */
function loadOrdinaryWords(directory: string, locale: Locale): string[] {
  const files = ['ordinary-words.txt', 'near-words.txt'].map((name) => join(directory, locale, name));
  const words = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return words.flatMap((word) => (word === '' ? [] : [word, foldDiacritics(word)]));
}

function loadLanguage(
  directory: string,
  locale: Locale,
  ordinaryWords: ReadonlySet<string>,
): LanguageKnowledge {
  const listFiles = filesBelow(directory, join(locale, 'lists'));
  return {
    locale,
    ordinaryWords,
    rules: readData(directory, join(locale, 'rules.yml'), schemas.rulesSchema),
    frame: readData(directory, join(locale, 'frame.yml'), schemas.frameSchema),
    numbers: readData(directory, join(locale, 'numbers.yml'), schemas.numbersSchema),
    lists: Object.fromEntries(
      listFiles.map((path) => [
        path.slice(path.lastIndexOf('/') + 1, -'.yml'.length),
        readData(directory, path, schemas.listSchema),
      ]),
    ),
    files: filesBelow(directory, join(locale, 'sentences')).map((path) => loadSentences(directory, path)),
  };
}

function loadSentences(directory: string, path: string): SentenceFile {
  const lines = new LineCounter();
  const document = parseYaml(directory, path, lines);
  const { intent, groups } = check(path, schemas.sentencesSchema, document.toJS());
  return {
    path,
    intent,
    groups: groups.map(({ sentences, ...group }, index) => {
      const nodes = document.getIn(['groups', index, 'sentences'], true);
      const lineOf = (item: number): number => {
        const node = isSeq(nodes) ? nodes.items[item] : undefined;
        return isScalar(node) && node.range ? lines.linePos(node.range[0]).line : 0;
      };
      const located = sentences.map((template, item) => ({ template, line: lineOf(item) }));
      return { ...group, confidence: group.confidence, about: group.about, sentences: located };
    }),
  };
}

function readData<Schema extends z.ZodType>(
  directory: string,
  path: string,
  schema: Schema,
): z.output<Schema> {
  return check(path, schema, parseYaml(directory, path).toJS());
}

function parseYaml(directory: string, path: string, lineCounter?: LineCounter): Document {
  const document = parseDocument(
    readFileSync(join(directory, path), 'utf8'),
    lineCounter ? { lineCounter } : {},
  );
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) throw new KnowledgeError(`${path}: ${fault.message}`);
  return document;
}

function check<Schema extends z.ZodType>(path: string, schema: Schema, data: unknown): z.output<Schema> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new KnowledgeError(`${path}: ${faults.join('; ')}`);
}

/** The YAML files below a folder, in a fixed order, with `/` between the parts of their paths. */
function filesBelow(directory: string, folder: string): string[] {
  return readdirSync(join(directory, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => join(folder, name).split(sep).join('/'))
    .sort();
}
