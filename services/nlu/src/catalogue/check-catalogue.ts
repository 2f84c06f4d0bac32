import { isDeepStrictEqual } from 'node:util';
import { toolNames } from '@alice/contracts';
import type { Classifier } from '../classifier';
import { SURE } from '../scoring/judge';
import type { LanguageKnowledge } from '../matching/knowledge';
import type { Catalogue, LanguageChecks } from './catalogue';

/**
 * Holds the knowledge against its examples. Answers every fault found: a file without its twin, a template that no example
 * uses, an example understood otherwise, a sentence that should match nothing, a known failure that has been mended.
 */
export function checkCatalogue(
  catalogue: Catalogue,
  checks: readonly LanguageChecks[],
  classifier: Classifier,
): string[] {
  const tools = Object.values(catalogue.intents).map(({ tool }) => tool);
  const faults = toolNames
    .filter((name) => !tools.includes(name))
    .map((name) => `intents.yml: nothing leads to ${name}`);
  for (const language of catalogue.languages) {
    const check = checks.find(({ locale }) => locale === language.locale);
    if (!check) faults.push(`${language.locale}: no examples`);
    else
      faults.push(...checkTwins(catalogue, language, check), ...checkSentences(language, check, classifier));
  }
  return faults;
}

function checkTwins(catalogue: Catalogue, language: LanguageKnowledge, checks: LanguageChecks): string[] {
  const faults: string[] = [];
  const twinOf = (path: string): string => path.replace('/sentences/', '/examples/');
  for (const { path, intent } of language.files) {
    if (!(intent in catalogue.intents)) faults.push(`${path}: ${intent} is not in intents.yml`);
    const twin = checks.examples.find((example) => example.path === twinOf(path));
    if (!twin) faults.push(`${path}: ${twinOf(path)} is missing`);
    else if (twin.intent !== intent) faults.push(`${twin.path}: has another intent than its twin`);
  }
  for (const { path } of checks.examples) {
    if (!language.files.some((file) => twinOf(file.path) === path))
      faults.push(`${path}: has no twin with sentences`);
  }
  return faults;
}

function checkSentences(
  language: LanguageKnowledge,
  checks: LanguageChecks,
  classifier: Classifier,
): string[] {
  const faults: string[] = [];
  const used = new Set<string>();
  for (const { path, intent, groups } of checks.examples) {
    for (const { args, sentences } of groups) {
      for (const text of sentences) {
        const found = classifier.classify(text, language.locale);
        if (found.matched) used.add(found.matched);
        if (found.intent !== intent || !isDeepStrictEqual(found.tool?.args, args)) {
          faults.push(
            `${path}: "${text}" is read as ${found.intent} ${JSON.stringify(found.tool?.args)} by ${String(found.matched)}`,
          );
        }
      }
    }
  }
  for (const { path, groups } of language.files) {
    for (const { sentences } of groups) {
      for (const { line, template } of sentences) {
        const source = `${path}:${String(line)}`;
        if (!used.has(source)) faults.push(`${source}: no example uses "${template}"`);
      }
    }
  }
  for (const text of checks.nothing) {
    const found = classifier.classify(text, language.locale);
    if (found.tool && found.confidence >= SURE)
      faults.push(`must-match-nothing: "${text}" is read as ${found.intent} by ${String(found.matched)}`);
  }
  for (const { text, intent, args } of checks.knownFailures) {
    const found = classifier.classify(text, language.locale);
    const right =
      found.intent === intent && isDeepStrictEqual(found.tool?.args ?? {}, args) && found.confidence >= SURE;
    if (right)
      faults.push(`known-failures: "${text}" is understood now; take it off the list and lower "most"`);
  }
  return faults;
}
