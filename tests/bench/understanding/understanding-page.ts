import type { CommandScore } from '../../../services/nlu/src/evaluation/command-score';
import { mostConfused } from '../../../services/nlu/src/evaluation/confusions';
import { expectedCalibrationError } from '../../../services/nlu/src/evaluation/calibration';
import type { BenchSentences } from './bench-sentences';
import { THRESHOLD, type Times } from './contestant';
import type { Alice } from './measure-alice';
import type { NlpJsFigures } from './measure-nlp-js';

const WORST_CONFUSIONS = 15;

/** What the page is made of. */
export interface Measured {
  readonly machine: string;
  readonly sentences: BenchSentences;
  readonly alice: Alice;
  readonly nlpJs: NlpJsFigures;
}

/** The page that tells how well Alice understands, in Markdown. */
export function understandingPage(measured: Measured): string {
  return [
    introduction(measured),
    massive(measured),
    commands(measured),
    calibration(measured),
    confusions(measured),
    cost(measured),
  ].join('\n\n');
}

function introduction({ machine, sentences, nlpJs }: Measured): string {
  const { massive: rows, commands: examples, none } = nlpJs.trainedOn;
  return `# How well Alice understands Swedish

\`make bench-nlu\` measures all of this in one run and writes this page; don't edit it. Measured on ${machine}.

Beside Alice stands [nlp.js](https://github.com/axa-group/nlp.js) 4, which anybody can install, in Swedish with its default settings. It is trained twice: on the
${whole(rows)} sentences of MASSIVE's train part, and for commands on the ${whole(examples)} Swedish examples in \`services/nlu/data/sv/examples\` and ${whole(none)} sentences that are no command.
It finds neither slots nor a command's arguments without rules written for it.

- *MASSIVE*: ${whole(sentences.dev.length)} Swedish sentences of its dev part ([FitzGerald et al. 2022](https://arxiv.org/abs/2204.08582), CC BY 4.0), 60 intents. The model learns from the train part, but its settings and the
  calibration of its confidence were fitted on this dev part, so on the unseen test part expect lower accuracy and a larger calibration error. \`npm run -s -w services/nlu evaluate -- --massive FILE.jsonl\` scores any file of that form.
- *Our own sentences*: \`services/nlu/data/evaluation/tuned.jsonl\` may be looked at while knowledge is written, \`held-out.jsonl\` may not.
- A command is acted on at a confidence of ${String(THRESHOLD)} or more.`;
}

function massive({ alice, nlpJs }: Measured): string {
  return `## MASSIVE's 60 intents

${table(
  ['', 'Alice', 'nlp.js'],
  [
    ['right intent', percent(alice.massive.intentAccuracy), percent(nlpJs.massive.intentAccuracy)],
    ['slot F1 (exact spans, micro)', percent(alice.massive.slotF1), '–'],
    ['intent and all slots right', percent(alice.massive.exactMatch), '–'],
    ['calibration error (ECE)', alice.massive.ece.toFixed(3), nlpJs.massive.ece.toFixed(3)],
  ],
)}

For nlp.js the best guess counts; where answers under its own threshold of 0.5 count as wrong, it has ${percent(nlpJs.accuracyWithThreshold)}. Published for the test part: XLM-R base
87.9 % and slot F1 78.5, mT5 base 88.5 % and 80.9, both pre-trained on many languages and of about a gigabyte (FitzGerald et al. 2022).`;
}

function commands({ sentences, alice, nlpJs }: Measured): string {
  const row = (name: string, unit: (score: CommandScore) => string) => [
    name,
    unit(alice.sets.tuned),
    unit(nlpJs.sets.tuned),
    unit(alice.sets['held-out']),
    unit(nlpJs.sets['held-out']),
  ];
  const total = sentences.nonMedia.length;
  const accepted = (count: number) => `${String(count)} (${percent(count / total, 2)})`;
  return `## Media commands and other talk

${table(
  ['', 'tuned: Alice', 'tuned: nlp.js', 'held out: Alice', 'held out: nlp.js'],
  [
    row('media commands', (score) => whole(score.commands)),
    row('right tool', (score) => percent(score.rightTool)),
    row('right tool and arguments', (score) => percent(score.rightToolAndArguments)),
    row('sentences that are no media command', (score) => whole(score.otherTalk)),
    row('accepted as one all the same', (score) => percent(score.accepted)),
  ],
)}

nlp.js has the arguments right only where a command takes none. Of the ${whole(total)} sentences in MASSIVE's dev part that are no media command (all but \`play_*\`, \`audio_volume_*\` and \`music_*\`),
Alice accepts ${accepted(alice.nonMediaAccepted)} and nlp.js ${accepted(nlpJs.nonMediaAccepted)}.`;
}

function calibration({ alice }: Measured): string {
  return `## What a confidence is worth

Answers in 15 bins by their confidence: the bars show how many of a bin are right, the orange marks how many should be. The calibration error is the mean distance of the two,
weighed by the bins' counts ([Guo et al. 2017](https://arxiv.org/abs/1706.04599)).

| the model's intents, MASSIVE: ECE ${alice.massive.ece.toFixed(3)} | the tools offered, held-out sentences: ECE ${expectedCalibrationError(alice.toolPredictions).toFixed(3)} |
|---|---|
| ![Reliability of the model's intents](understanding/reliability-of-intents.svg) | ![Reliability of the tools offered](understanding/reliability-of-tools.svg) |`;
}

function confusions({ alice }: Measured): string {
  const worst = mostConfused(alice.confusions, WORST_CONFUSIONS);
  return `## What is taken for what

![Confusion matrix of MASSIVE's intents](understanding/confusions.svg)

${table(
  ['right', 'found', 'sentences'],
  worst.map(({ wanted, found, count }) => [`\`${wanted}\``, `\`${found}\``, whole(count)]),
)}`;
}

function cost({ alice, nlpJs }: Measured): string {
  const inMilliseconds = ({ p50, p99 }: Times) => `${p50.toFixed(3)} / ${p99.toFixed(3)} ms`;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  return `## What it costs

${table(
  ['', 'Alice', 'nlp.js'],
  [
    [
      'our commands, p50 / p99 in process',
      inMilliseconds(alice.commandTimes),
      inMilliseconds(nlpJs.commandTimes),
    ],
    [
      'MASSIVE, p50 / p99 in process',
      `${inMilliseconds(alice.massiveTimes)}, with slots`,
      `${inMilliseconds(nlpJs.massiveTimes)}, without`,
    ],
    [
      'start until it answers',
      seconds(alice.footprint.startMilliseconds),
      seconds(nlpJs.footprint.startMilliseconds),
    ],
    [
      'resident memory after the dev part',
      megabytes(alice.footprint.residentBytes),
      megabytes(nlpJs.footprint.residentBytes),
    ],
  ],
)}

Alice's memory is that of the whole service, asked over HTTP; that of nlp.js is a process that holds its MASSIVE model and nothing else.
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function percent(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`;
}

function whole(count: number): string {
  return count.toLocaleString('en');
}
