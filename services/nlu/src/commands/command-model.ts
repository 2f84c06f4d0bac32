import type { Calibration } from '../model/calibration';
import { Kernels } from '../model/kernels';
import { ModelArrays } from '../model/model-arrays';
import type { ModelContents } from '../model/model-file';
import { cutAtBlanks } from '../model/model-words';
import { padded, type NetShape } from '../model/net-layout';
import type { NetReader } from '../model/net-reader';
import { likeliestTags } from '../model/tag-path';
import { commandClasses } from './command-class';
import { commandWords } from './command-words';
import { nameTags } from './name-tags';

const MEMORY = 2;
const MOST_WORDS = 40;
const LEAST = 1e-9;

/** Facts of a command model beside its arrays. */
export interface CommandFacts {
  readonly shape: NetShape;
  /** What makes a call's probability come true. */
  readonly calibration: Calibration;
}

/** A name in a command. */
export interface FoundName {
  readonly type: string;
  readonly value: string;
}

/** What the command model makes of a sentence. */
export interface CommandOpinion {
  /** Probability of each of `commandClasses`. */
  readonly classes: Float64Array;
  /** The names of the likeliest tagging, as they were written, without the punctuation around them. */
  readonly names: readonly FoundName[];
  /** Probability of the least sure tag on that path. */
  readonly nameConfidence: number;
}

/** Reads media commands as a whole, with a small recurrent net: robust where no template fits. */
export class CommandModel {
  private readonly kernels = new Kernels(MEMORY);
  private readonly facts: CommandFacts;
  private readonly net: NetReader;

  constructor({ facts, sections }: ModelContents) {
    this.facts = facts as CommandFacts;
    this.net = new ModelArrays(sections).net('net', this.kernels, this.facts.shape);
  }

  get calibration(): Calibration {
    return this.facts.calibration;
  }

  read(text: string): CommandOpinion {
    const written = cutAtBlanks(text).slice(0, MOST_WORDS);
    const words = commandWords(text).slice(0, MOST_WORDS);
    if (words.length === 0)
      return {
        classes: Float64Array.from(commandClasses, (_, at) => (at === 0 ? 1 : 0)),
        names: [],
        nameConfidence: 1,
      };
    const mark = this.kernels.mark();
    try {
      const { intents, tags } = this.net.read(words);
      const { shape } = this.facts;
      const classes = Float64Array.from(intents);
      const ld = padded(shape.tags);
      const logs = new Float64Array(words.length * shape.tags);
      for (let t = 0; t < words.length; t += 1)
        for (let j = 0; j < shape.tags; j += 1)
          logs[t * shape.tags + j] = Math.log(Math.max(tags[t * ld + j] as number, LEAST));
      const path = likeliestTags(logs, nameTags);
      const least = Math.min(...path.map((tag, t) => logs[t * shape.tags + tag] as number));
      return { classes, names: namesOn(path, written), nameConfidence: Math.exp(least) };
    } finally {
      this.kernels.release(mark);
    }
  }
}

function namesOn(path: readonly number[], written: readonly string[]): FoundName[] {
  const names: { type: string; words: string[] }[] = [];
  path.forEach((tag, at) => {
    if (tag === 0) return;
    const label = nameTags[tag] ?? '';
    if (label.startsWith('B-')) names.push({ type: label.slice(2), words: [] });
    names.at(-1)?.words.push(written[at] ?? '');
  });
  return names.map(({ type, words }) => ({ type, value: withoutOuterPunctuation(words.join(' ')) }));
}

const OUTER = /^[\p{P}\s]/u;

function withoutOuterPunctuation(name: string): string {
  const characters = [...name];
  let from = 0;
  let to = characters.length;
  while (from < to && OUTER.test(characters[from] ?? '')) from += 1;
  while (to > from && OUTER.test(characters[to - 1] ?? '')) to -= 1;
  return characters.slice(from, to).join('') || name;
}
