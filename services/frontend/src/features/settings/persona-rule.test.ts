import { MAX_PERSONA_LENGTH as CONTRACT, updatePreferencesRequestSchema } from '@alice/contracts';
import { MAX_PERSONA_LENGTH, personaLength } from './persona-rule';

it('counts as the contract does', () => {
  expect(MAX_PERSONA_LENGTH).toBe(CONTRACT);
  for (const persona of ['å'.repeat(1_000), '🌲'.repeat(1_000), '🌲'.repeat(1_001), 'a'.repeat(1_001)]) {
    const taken = updatePreferencesRequestSchema.safeParse({ persona }).success;
    expect(personaLength(persona) <= MAX_PERSONA_LENGTH).toBe(taken);
  }
});
