import { recallDraft, rememberDraft } from './drafts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    },
  });
});

it('keeps the words of each conversation apart', () => {
  rememberDraft('a', 'hej');
  rememberDraft(null, 'nytt');
  expect([recallDraft('a'), recallDraft(null), recallDraft('b')]).toEqual(['hej', 'nytt', '']);
});

it('forgets what was sent', () => {
  rememberDraft('a', 'hej');
  rememberDraft('a', '');
  expect(kept.size).toBe(0);
});

it('keeps no more than the newest twenty', () => {
  for (let each = 0; each < 25; each++) rememberDraft(`c${each}`, 'x');
  expect([recallDraft('c4'), recallDraft('c5'), recallDraft('c24')]).toEqual(['', 'x', 'x']);
});

it('stays small, however much is typed', () => {
  for (let each = 0; each < 25; each++) rememberDraft(`c${each}`, 'x'.repeat(1_000_000));
  expect([...kept.values()].join('').length).toBeLessThan(1_000_000);
});

it.each(['{', '"text"', '[1, ["a"], null]'])('reads %j as no drafts', (stored) => {
  kept.set('alice.drafts', stored);
  expect(recallDraft('a')).toBe('');
});
