/** A text with every `{name}` in it replaced by its value. */
export const fillGaps = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
