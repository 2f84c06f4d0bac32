import type { Evidence } from '../matching/reading';
import { confidenceOf } from './confidence';

const plain: Evidence = {
  stated: undefined,
  nameWords: 0,
  remarked: 0,
  openQuery: false,
  unaccented: 0,
  corrected: 0,
  remark: false,
  wish: false,
};

it('is highest for a sentence that a template names word for word', () => {
  expect(confidenceOf(plain)).toBe(0.98);
});

it('falls from a named thing to a bare query', () => {
  expect(confidenceOf({ ...plain, nameWords: 2 })).toBe(0.95);
  expect(confidenceOf({ ...plain, nameWords: 2, openQuery: true })).toBe(0.9);
});

it('is never above what the template states', () => {
  expect(confidenceOf({ ...plain, stated: 0.6 })).toBe(0.6);
});

it('falls with every long name, unaccented word and wish, and stays a probability', () => {
  for (const nameWords of [0, 1, 6, 7, 20, 500]) {
    for (const unaccented of [0, 1, 50]) {
      for (const wish of [false, true]) {
        for (const openQuery of [false, true]) {
          const here = confidenceOf({ ...plain, nameWords, unaccented, wish, openQuery });
          expect(here).toBeGreaterThanOrEqual(0);
          expect(here).toBeLessThanOrEqual(0.98);
          const more = {
            ...plain,
            nameWords: nameWords + 1,
            unaccented: unaccented + 1,
            corrected: 1,
            remark: true,
            wish: true,
            openQuery,
          };
          expect(confidenceOf(more)).toBeLessThanOrEqual(here);
        }
      }
    }
  }
});

it('leaves a wish for something unknown below the usual threshold', () => {
  expect(confidenceOf({ ...plain, nameWords: 1, openQuery: true, wish: true })).toBeLessThan(0.85);
});
