import { rowsAround } from './rows-around';

const span = { before: 10, after: 60 };

describe('rowsAround', () => {
  it.each([
    ['a short list whole', [12, 3, 3], { start: 0, end: 12 }],
    ['the beginning of a long one', [500, 0, 0], { start: 0, end: 60 }],
    ['what is around where it began', [500, 100, 100], { start: 90, end: 160 }],
    ['what plays now, when that has gone on', [500, 100, 170], { start: 90, end: 180 }],
    ['what plays now, when that has gone back', [500, 100, 40], { start: 30, end: 160 }],
    ['the beginning, when nothing of it plays', [500, 0, -1], { start: 0, end: 60 }],
    ['the end', [500, 495, 495], { start: 485, end: 500 }],
    ['nothing of what is empty', [0, 0, -1], { start: 0, end: 0 }],
  ])('shows %s', (_what, [count = 0, anchor = 0, current = 0], shown) => {
    expect(rowsAround(count, anchor, current, span)).toEqual(shown);
  });
});
