import { leaveSentence, takeSentence } from './first-sentence';

const withStorage = (storage: Partial<Storage> | undefined) =>
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true });

it('hands a sentence over once', () => {
  const kept = new Map<string, string>();
  withStorage({
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  });
  leaveSentence('Spela musik');
  expect([takeSentence(), takeSentence()]).toEqual(['Spela musik', null]);
});

it('loses it quietly where storage is refused', () => {
  withStorage(undefined);
  leaveSentence('Spela musik');
  expect(takeSentence()).toBeNull();
});
