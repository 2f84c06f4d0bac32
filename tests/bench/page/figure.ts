/** A measured figure beside what was asked of it. */
export interface Figure {
  what: string;
  measured: number;
  asked: { least: number } | { most: number };
  unit?: string;
  /** What else was seen. */
  more?: string;
}

function isMet({ measured, asked }: Figure): boolean {
  return 'least' in asked ? measured >= asked.least : measured <= asked.most;
}

/** All figures as one table for people, the columns in line. */
export function tableOf(figures: Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, measured, asked, unit = '', more = '' } = figure;
    const limit = 'least' in asked ? `at least ${asked.least}` : `at most ${asked.most}`;
    const number = Number.isInteger(measured) ? String(measured) : measured.toFixed(1);
    return [what, `${number} ${unit}`.trim(), `${limit} ${unit}`.trim(), isMet(figure) ? 'yes' : 'NO', more];
  });
  const table = [['what', 'measured', 'asked', 'met', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** The value that the given share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
