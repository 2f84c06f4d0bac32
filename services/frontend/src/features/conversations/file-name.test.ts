import { fileName } from './file-name';

describe('fileName', () => {
  it.each([
    ['attachment; filename="alice-Hej.md"', 'alice-Hej.md'],
    [
      'attachment; filename="alice-Sm?rg?sar.md"; filename*=UTF-8\'\'alice-Sm%C3%B6rg%C3%A5sar.md',
      'alice-Smörgåsar.md',
    ],
    ['attachment; filename="alice-x.md"; filename*=UTF-8\'\'%E0%A4%A', 'alice-x.md'],
    ['attachment', 'alice.md'],
    [null, 'alice.md'],
  ])('in %p is %p', (disposition, name) => {
    expect(fileName(disposition, 'alice.md')).toBe(name);
  });
});
