import { pickLocale } from './locale';

describe('pickLocale', () => {
  it.each([
    ['en', 'sv', 'en'],
    [undefined, 'en-GB,en;q=0.9', 'en'],
    [undefined, 'sv-SE,sv;q=0.9,en;q=0.8', 'sv'],
    [undefined, 'en;q=0.5, sv;q=0.7', 'sv'],
    [undefined, 'de, en;q=0.3', 'en'],
    [undefined, 'en;q=0, de', 'sv'],
    ['fr', 'de', 'sv'],
    [undefined, null, 'sv'],
  ])('of cookie %p and Accept-Language %p is %p', (cookie, header, locale) => {
    expect(pickLocale(cookie, header)).toBe(locale);
  });
});
