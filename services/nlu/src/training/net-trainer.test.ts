import { runNetJob, type NetJob } from './net-job';
import type { Lesson } from './lesson';

const words = ['höj', 'sänk', 'ljudet', 'lite', 'nu', 'tack'] as const;
/** Whether "höj" comes before "sänk", which no bag of words can tell; and a tag on whichever came first. */
const lessons: Lesson[] = [];
for (const filler of words.slice(2)) {
  for (const more of words.slice(2)) {
    for (const order of [
      ['höj', 'sänk'],
      ['sänk', 'höj'],
    ] as const) {
      const sentence = [filler, order[0], more, order[1]];
      lessons.push({
        words: sentence,
        intents: order[0] === 'höj' ? Float32Array.of(1, 0) : Float32Array.of(0, 1),
        tags: Float32Array.from(sentence.flatMap((word) => (word === order[0] ? [0, 1, 0] : [1, 0, 0]))),
      });
    }
  }
}
const job: NetJob = {
  name: 'toy',
  shape: { rows: 512, width: 8, hidden: 12, intentHidden: 12, slotHidden: 8, intents: 2, tags: 3 },
  plan: {
    seed: 3,
    epochs: 60,
    batch: 8,
    tableRate: 0.02,
    rate: 0.01,
    decay: 0,
    dropout: 0.05,
    wordDropout: 0,
    typingErrors: 0,
    wholeDropout: 0,
    gramDropout: 0,
    mixup: false,
    slotShare: 1,
  },
  opinions: true,
  lessons,
};

it('learns what only the order of words tells, for the sentence and for each word', () => {
  const { opinions } = runNetJob(job, () => undefined);
  lessons.forEach(({ intents, tags }, at) => {
    const opinion = opinions[at];
    intents.forEach((wanted, intent) => {
      if (wanted === 1) expect(opinion?.intents[intent]).toBeGreaterThan(0.8);
    });
    tags.forEach((wanted, tag) => {
      if (wanted === 1) expect(opinion?.tags[tag]).toBeGreaterThan(0.7);
    });
  });
});

it('comes out the same each time', () => {
  const short = { ...job, plan: { ...job.plan, epochs: 2, mixup: true, typingErrors: 0.2 } };
  const once = runNetJob(short, () => undefined);
  const again = runNetJob(short, () => undefined);
  expect(Buffer.from(again.table.buffer).equals(Buffer.from(once.table.buffer))).toBe(true);
});
