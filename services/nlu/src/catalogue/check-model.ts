import type { ModelFacts } from '../model/understanding-model';
import type { Catalogue } from './catalogue';

/** Holds the catalogue against the sentence model: every intent and slot of one must be in the other. Answers every fault found. */
export function checkModel(
  { intents, textSlots }: Catalogue,
  { intents: known, tags }: ModelFacts,
): string[] {
  const named = new Set(Object.entries(intents).flatMap(([name, { massive }]) => [name, ...massive]));
  const types = new Set(tags.flatMap((tag) => (tag.startsWith('B-') ? [tag.slice(2)] : [])));
  const own = Object.entries(intents).flatMap(([name, { tool }]) =>
    tool === null && name !== 'none' ? [name] : [],
  );
  const massive = Object.values(intents).flatMap((intent) => intent.massive);
  return [
    ...known.filter((intent) => !named.has(intent)).map((intent) => `intents.yml: ${intent} is missing`),
    ...[...own, ...massive]
      .filter((name) => !known.includes(name))
      .map((name) => `intents.yml: the model does not know ${name}`),
    ...[...types]
      .filter((type) => !textSlots.includes(type))
      .map((type) => `text-slots.yml: ${type} is missing`),
    ...textSlots
      .filter((type) => !types.has(type))
      .map((type) => `text-slots.yml: the model does not know ${type}`),
  ];
}
