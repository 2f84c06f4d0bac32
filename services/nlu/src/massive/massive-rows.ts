import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ModelSlot } from '../model/model-reading';

/** A sentence of MASSIVE (FitzGerald et al. 2022, CC BY 4.0) with what it means. */
export interface MassiveRow {
  readonly id: string;
  readonly partition: 'train' | 'dev' | 'test';
  readonly scenario: string;
  readonly intent: string;
  readonly utt: string;
  /** The words of `annot_utt` without its brackets; in translated rows they may differ from `utt`. */
  readonly words: readonly string[];
  readonly slots: readonly ModelSlot[];
}

/** A file that is not in MASSIVE's format, with the line at fault. */
export class MassiveFormatError extends Error {
  override readonly name = 'MassiveFormatError';
}

const rowSchema = z.object({
  id: z.string(),
  partition: z.enum(['train', 'dev', 'test']),
  scenario: z.string().default(''),
  intent: z.string(),
  utt: z.string(),
  annot_utt: z.string(),
});

/**
 * Reads a file in MASSIVE's format, one JSON object a line.
 * @throws MassiveFormatError where a line is not one
 */
export function readMassive(file: string): MassiveRow[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const { annot_utt: annotated, ...row } = rowSchema.parse(JSON.parse(line));
      return [{ ...row, ...readAnnotation(annotated) }];
    } catch (error) {
      throw new MassiveFormatError(`${file}:${String(index + 1)}: not a row of MASSIVE`, { cause: error });
    }
  });
}

/** Takes "väck mig [time : klockan nio]" apart: its words, and where each slot lies in them. */
export function readAnnotation(annotated: string): Pick<MassiveRow, 'words' | 'slots'> {
  const words: string[] = [];
  const slots: ModelSlot[] = [];
  let open: { type: string; start: number } | undefined;
  for (const token of annotated.replaceAll('[', ' [').replaceAll(']', ' ] ').split(/\s/u)) {
    if (token.startsWith('[')) open = { type: token.slice(1), start: words.length };
    else if (token === ']') {
      if (!open) throw new SyntaxError('"]" without "["');
      if (words.length > open.start) slots.push({ ...open, end: words.length });
      open = undefined;
    } else if (token !== '' && !(token === ':' && open?.start === words.length)) {
      // "[ time : nio ]" is written too.
      if (open?.type === '') open.type = token;
      else words.push(token);
    }
  }
  if (open) throw new SyntaxError('"[" without "]"');
  return { words, slots };
}
