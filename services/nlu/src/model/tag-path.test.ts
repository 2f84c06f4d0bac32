import { likeliestTags, slotsOnPath } from './tag-path';

const tags = ['O', 'B-date', 'I-date', 'B-time', 'I-time'];
const logs = (rows: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(rows.flat(), (share) => Math.log(share));

it('takes the likeliest tags where they are legal', () => {
  const rows = [
    [0.9, 0.05, 0.01, 0.03, 0.01],
    [0.1, 0.7, 0.1, 0.05, 0.05],
    [0.1, 0.1, 0.7, 0.05, 0.05],
  ];
  expect(likeliestTags(logs(rows), tags)).toEqual([0, 1, 2]);
});

it('never goes on with a slot that has not begun', () => {
  const rows = [
    [0.1, 0.1, 0.7, 0.05, 0.05],
    [0.1, 0.05, 0.15, 0.1, 0.6],
  ];
  const path = likeliestTags(logs(rows), tags);
  path.forEach((tag, at) => {
    if (tags[tag]?.startsWith('I-') !== true) return;
    expect([tag - 1, tag]).toContain(path[at - 1]);
  });
  expect(likeliestTags(logs([[0.1, 0.05, 0.8, 0.03, 0.02]]), tags)).toEqual([0]);
});

it('has nothing to say of no words', () => {
  expect(likeliestTags(new Float64Array(), tags)).toEqual([]);
});

it('names the slots of a tagging, of which two may touch', () => {
  expect(slotsOnPath([1, 2, 1, 0, 3], tags)).toEqual([
    { type: 'date', start: 0, end: 2 },
    { type: 'date', start: 2, end: 3 },
    { type: 'time', start: 4, end: 5 },
  ]);
});
