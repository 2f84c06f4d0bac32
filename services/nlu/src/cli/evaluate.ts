import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadClassifier } from '../load-classifier';
import { modelFile, modelFileWithDev } from '../config/model-files';
import { scoreCommands, wrongCommands } from '../evaluation/command-score';
import { CommandSetError, readCommandSet } from '../evaluation/command-set';
import { scoreMassive } from '../evaluation/massive-score';
import { percentile } from '../evaluation/percentile';
import { timeEach } from '../evaluation/time-each';
import { MassiveFormatError, readMassive, type MassiveRow } from '../massive/massive-rows';
import { ModelFileError, readModel } from '../model/model-file';
import { UnderstandingModel } from '../model/understanding-model';
import { whereCalled } from './where-called';

const USAGE = `usage: evaluate --massive FILE.jsonl [--with-dev]
       the model of MASSIVE's 60 intents, on all rows of a file in MASSIVE's format; --with-dev takes the
       model that was trained on the dev part too
   or: evaluate --commands FILE.jsonl [--verbose]
       the whole classifier, on lines of {"text": ..., "tool": name or null, "args": {...}}; --verbose
       lists what it gets wrong on standard error
`;

/** What the backend acts on by default. */
const THRESHOLD = 0.85;

/** A fault that the caller can mend, so it is shown without its stack. */
class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** Prints one line of JSON: how well, and how fast, the sentences of a file are understood. Ends with 2 where it cannot. */
function main(args: readonly string[]): void {
  try {
    const options = readOptions(args);
    const score = 'massive' in options ? evaluateMassive(options) : evaluateCommands(options);
    const round = (_key: string, value: unknown) =>
      typeof value === 'number' ? Number(value.toFixed(4)) : value;
    process.stdout.write(`${JSON.stringify(score, round)}\n`);
  } catch (error) {
    const mendable =
      error instanceof EvaluationError ||
      error instanceof CommandSetError ||
      error instanceof MassiveFormatError ||
      error instanceof ModelFileError;
    if (!mendable) throw error;
    process.stderr.write(`${error.message.trimEnd()}\n`);
    process.exitCode = 2;
  }
}

type Options = { massive: string; withDev: boolean } | { commands: string; verbose: boolean };

function readOptions(args: readonly string[]): Options {
  const { massive, commands, 'with-dev': withDev, verbose } = parseOptions(args);
  if (massive && commands === undefined && verbose === undefined)
    return { massive: whereCalled(massive), withDev: withDev === true };
  if (commands && massive === undefined && withDev === undefined)
    return { commands: whereCalled(commands), verbose: verbose === true };
  throw new EvaluationError(USAGE);
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        massive: { type: 'string' },
        commands: { type: 'string' },
        'with-dev': { type: 'boolean' },
        verbose: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new EvaluationError(`${(cause as Error).message}\n${USAGE}`, { cause });
  }
}

function evaluateMassive({ massive, withDev }: { massive: string; withDev: boolean }): object {
  const rows = readRows(massive);
  const file = withDev ? modelFileWithDev : modelFile;
  if (!existsSync(file)) {
    const train = `npm run -w services/nlu train${withDev ? ' -- --with-dev' : ''}`;
    throw new EvaluationError(`${file}: no such model; train it: ${train}`);
  }
  const model = new UnderstandingModel(readModel(file));
  const { results, milliseconds } = timeEach(rows, ({ utt }) => model.read(utt));
  return { ...scoreMassive(rows, results), ...times(milliseconds) };
}

function readRows(file: string): MassiveRow[] {
  let rows: MassiveRow[];
  try {
    rows = readMassive(file);
  } catch (error) {
    // The file system's own error tells no more than that.
    if (error instanceof Error && 'syscall' in error)
      throw new EvaluationError(`${file}: cannot be read`, { cause: error });
    throw error;
  }
  if (rows.length === 0) throw new EvaluationError(`${file}: no rows`);
  return rows;
}

function evaluateCommands({ commands, verbose }: { commands: string; verbose: boolean }): object {
  const sentences = readCommandSet(commands);
  const classifier = loadClassifier();
  const { results, milliseconds } = timeEach(sentences, ({ text }) => classifier.classify(text));
  for (const { sentence, answer } of verbose ? wrongCommands(sentences, results, THRESHOLD) : [])
    process.stderr.write(`${JSON.stringify({ ...sentence, answer })}\n`);
  return { ...scoreCommands(sentences, results, THRESHOLD), ...times(milliseconds) };
}

function times(milliseconds: readonly number[]): { p50_ms: number; p99_ms: number } {
  return { p50_ms: percentile(milliseconds, 0.5), p99_ms: percentile(milliseconds, 0.99) };
}

main(process.argv.slice(2));
