import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Figure } from '../page/figure';

/** What Mozilla's HTTP Observatory prints. */
interface Scan {
  scan?: { grade: string; score: number };
  tests?: Record<string, { result: string; pass: boolean; scoreModifier: number }>;
  error?: string;
}

/**
 * The grade that Mozilla's HTTP Observatory gives `host`, which its scanner asks on ports 80 and 443; it trusts the authority in
 * the file `ca` besides.
 */
export async function observatoryFigures(scanner: string, host: string, ca: string): Promise<Figure[]> {
  // It says what is wrong on its output, and ends with 1.
  const { stdout } = await promisify(execFile)(process.execPath, [scanner, host], {
    timeout: 60_000,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
  }).catch((error: { stdout: string }) => error);
  const { scan, tests = {}, error } = JSON.parse(stdout) as Scan;
  if (!scan) throw new Error(`the scanner says: ${error}`);
  const lacking = Object.entries(tests)
    .filter(([, { scoreModifier }]) => scoreModifier <= 0)
    .map(([name, { result, scoreModifier }]) => `${name} ${scoreModifier} (${result})`);
  return [
    {
      what: "the score of Mozilla's HTTP Observatory",
      measured: scan.score,
      asked: { least: 145 },
      more: `grade ${scan.grade}; without a bonus: ${lacking.join(', ')}`,
    },
  ];
}
