/** The steps of the first minutes, in their order. */
export const STEPS = ['language', 'music', 'model', 'sentence'] as const;
export type Step = (typeof STEPS)[number];

/** The step that an address names; the first for whatever it does not. */
export const stepFrom = (value: unknown): Step => STEPS.find((step) => step === value) ?? STEPS[0];

export const addressOf = (step: Step): string => (step === STEPS[0] ? '/welcome' : `/welcome?step=${step}`);

/** Where a step is among the others; the numbers count from 1. */
export function placeOf(step: Step): { number: number; before: Step | null; after: Step | null } {
  const index = STEPS.indexOf(step);
  return { number: index + 1, before: STEPS[index - 1] ?? null, after: STEPS[index + 1] ?? null };
}
