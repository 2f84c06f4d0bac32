/** What models can do, by a part of their name; the last holds for all others. */
const capabilities: [part: string, can: string[]][] = [
  ['plain', ['completion']],
  ['gpt-oss', ['completion', 'tools', 'thinking']],
  ['qwen3', ['completion', 'tools', 'thinking']],
  ['', ['completion', 'tools', 'thinking']],
];

export function capabilitiesOf(model: string): string[] {
  return capabilities.find(([part]) => model.includes(part))?.[1] ?? [];
}

/** Whether a model thinks when told this: gpt-oss can't be told not to, others think unless told not to. */
export function thinks(model: string, think: boolean | string | undefined): boolean {
  if (!capabilitiesOf(model).includes('thinking')) return false;
  return model.includes('gpt-oss') || think !== false;
}
