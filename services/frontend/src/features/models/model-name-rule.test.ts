import { modelNameSchema } from '@alice/contracts';
import { isModelName, listedName } from './model-name-rule';

it.each([
  'qwen3:4b',
  'qwen3',
  'library/qwen3:latest',
  'hf.co/owner/model:Q4_K_M',
  '',
  ' qwen3',
  'qwen3 4b',
  '../etc/passwd',
  'a:b:c',
  'x'.repeat(201),
])('judges %j as the contract does', (name) => {
  expect(isModelName(name)).toBe(modelNameSchema.safeParse(name).success);
});

it('lists a name without a tag as the latest', () => {
  expect([listedName('mistral'), listedName('qwen3:4b')]).toEqual(['mistral:latest', 'qwen3:4b']);
});
