import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalogue } from '../catalogue/load-catalogue';
import { dataDirectory } from '../config/data-directory';
import { commandModelFile, modelDirectory, modelFile, modelFileWithDev } from '../config/model-files';
import { readCommandSet } from '../evaluation/command-set';
import { writeModel } from '../model/model-file';
import { otherTalk, ownCommandRows } from '../training/command-rows';
import type { NetJob, NetResult } from '../training/net-job';
import { trainInThread } from '../training/net-worker';
import { trainCommands } from '../training/train-commands';
import { trainModel, type TrainingTools } from '../training/train-model';
import { readTrainingRows } from '../training/training-rows';
import { whereCalled } from './where-called';

const USAGE = `usage: train [--only sentences|commands] [--into DIRECTORY] [--with-dev]
  --only      one of the two models; both without it
  --into      where to write them; over the committed ones without it
  --with-dev  the sentence model from MASSIVE's dev part too, into model-with-dev/
`;

/** Trains the models from `data/`. Nets that don't need each other are trained at once where there are cores; nothing else differs. */
async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const { only, into, withDev } = options;
  const started = Date.now();
  const report = (line: string): void => {
    process.stderr.write(`${String(Math.round((Date.now() - started) / 1000))} s: ${line}\n`);
  };
  const tools: TrainingTools = { report, trainNets: (jobs) => trainTogether(jobs, report) };
  mkdirSync(into, { recursive: true });
  if (only !== 'commands') {
    const { rows, labels } = readTrainingRows(join(dataDirectory, 'massive'));
    const training = rows.filter(({ partition }) => withDev || partition === 'train');
    const tuning = rows.filter(({ partition, language }) => partition === 'dev' && language === 'sv');
    writeModel(join(into, basename(modelFile)), await trainModel(training, tuning, labels, tools));
    report('sentence model written');
  }
  if (only !== 'sentences') {
    const sources = {
      catalogue: loadCatalogue(dataDirectory),
      own: ownCommandRows(dataDirectory),
      others: otherTalk(dataDirectory, 'train'),
      tuning: [
        ...readCommandSet(join(dataDirectory, 'evaluation/calibration.jsonl')),
        ...otherTalk(dataDirectory, 'dev'),
      ],
    };
    writeModel(join(into, basename(commandModelFile)), await trainCommands(sources, tools));
    report('command model written');
  }
}

function readOptions(): { only: string | undefined; into: string; withDev: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        into: { type: 'string' },
        'with-dev': { type: 'boolean', default: false },
      },
    });
    const { only, into, 'with-dev': withDev } = values;
    if (only !== undefined && only !== 'sentences' && only !== 'commands') return undefined;
    const home = withDev ? join(modelFileWithDev, '..') : modelDirectory;
    return {
      only: withDev ? 'sentences' : only,
      into: into === undefined ? home : whereCalled(into),
      withDev,
    };
  } catch {
    return undefined;
  }
}

async function trainTogether(jobs: readonly NetJob[], report: (line: string) => void): Promise<NetResult[]> {
  const results: NetResult[] = [];
  const waiting = [...jobs.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results[next[0]] = await trainInThread(next[1], report);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
  return results;
}

void main();
