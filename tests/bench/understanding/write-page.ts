import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { confusionHeatMap } from '../../../services/nlu/src/evaluation/confusion-heat-map';
import { reliabilityDiagram } from '../../../services/nlu/src/evaluation/reliability-diagram';
import { readBenchSentences } from './bench-sentences';
import { measureAlice } from './measure-alice';
import { measureNlpJs } from './measure-nlp-js';
import { understandingPage } from './understanding-page';

/** Measures Alice and nlp.js on the same sentences, and writes docs/understanding.md with its drawings. */
async function main(): Promise<void> {
  const sentences = readBenchSentences();
  const alice = await measureAlice(sentences);
  process.stderr.write('Alice is measured; nlp.js takes a minute to train.\n');
  const nlpJs = await measureNlpJs(sentences);
  const machine = `${cpus()[0]?.model.trim() ?? 'an unknown processor'} with Node ${process.version}`;

  const docs = join(__dirname, '../../../docs');
  const write = (path: string, text: string) => {
    writeFileSync(join(docs, path), text);
    process.stdout.write(`docs/${path}\n`);
  };
  mkdirSync(join(docs, 'understanding'), { recursive: true });
  write('understanding.md', understandingPage({ machine, sentences, alice, nlpJs }));
  write(
    'understanding/reliability-of-intents.svg',
    reliabilityDiagram("The model's intents, MASSIVE sv dev", alice.intentPredictions),
  );
  write(
    'understanding/reliability-of-tools.svg',
    reliabilityDiagram('The tools offered, held-out sentences', alice.toolPredictions),
  );
  write(
    'understanding/confusions.svg',
    confusionHeatMap("Confusions of MASSIVE's intents, sv dev", alice.confusions),
  );
}

void main();
