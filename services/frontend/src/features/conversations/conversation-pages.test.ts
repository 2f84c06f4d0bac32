import type { ConversationPage, ConversationSummary } from '@alice/contracts';
import { withConversation, withNewestPage, withNextPage } from './conversation-pages';

/** A conversation that was last used in that minute of an hour. */
const used = (id: string, minute: number): ConversationSummary => {
  const time = new Date(Date.UTC(2026, 4, 1, 12, minute)).toISOString();
  return { id, title: `${id} ${minute}`, createdAt: time, updatedAt: time };
};
const page = (nextCursor: string | null, ...items: ConversationSummary[]): ConversationPage => ({
  items,
  nextCursor,
});
const ids = ({ items }: ConversationPage) => items.map(({ id }) => id).join('');

describe('withNextPage', () => {
  it('goes on where the list ended, and takes on how it goes on from there', () => {
    const both = withNextPage(page('b', used('a', 9), used('b', 8)), page(null, used('c', 7)));
    expect([ids(both), both.nextCursor]).toEqual(['abc', null]);
  });

  it('has what came up meanwhile once, as it is known here', () => {
    const both = withNextPage(page('b', used('c', 10), used('a', 9)), page(null, used('c', 7), used('d', 6)));
    expect([ids(both), both.items[0]?.title]).toEqual(['cad', 'c 10']);
  });
});

describe('withNewestPage', () => {
  it('is all there is before anything was there', () => {
    expect(ids(withNewestPage(null, page('b', used('b', 2))))).toBe('b');
  });

  it('brings what is new, takes away what was deleted elsewhere, and keeps the pages that follow', () => {
    const before = page('z', used('a', 9), used('b', 8), used('c', 7), used('d', 6));
    const after = withNewestPage(before, page('c', used('n', 10), used('a', 9), used('c', 7)));
    expect([ids(after), after.nextCursor]).toEqual(['nacd', 'z']);
  });

  it('shows something that moved up once', () => {
    const before = page('z', used('a', 9), used('b', 8), used('c', 7));
    expect(ids(withNewestPage(before, page('x', used('c', 11), used('a', 9))))).toBe('cab');
  });

  it('leaves nothing of old where the fresh page is the whole list', () => {
    const before = page('z', used('a', 9), used('b', 8));
    expect(withNewestPage(before, page(null))).toEqual(page(null));
  });

  it('begins anew where something may be missing between the fresh page and the others', () => {
    const before = page('z', used('a', 3), used('b', 2));
    const newest = page('x', used('a', 9), used('n', 8));
    expect(withNewestPage(before, newest)).toEqual(newest);
  });

  it('goes on by the fresh cursor where nothing of the old lies beyond it', () => {
    const after = withNewestPage(page('old', used('b', 5)), page('new', used('b', 5), used('c', 4)));
    expect([ids(after), after.nextCursor]).toEqual(['bc', 'new']);
  });
});

describe('withConversation', () => {
  it('moves what was used to the top', () => {
    expect(ids(withConversation(page(null, used('a', 9), used('b', 8)), used('b', 10)))).toBe('ba');
  });

  it('brings back what was deleted to its place', () => {
    expect(ids(withConversation(page(null, used('a', 9), used('c', 7)), used('b', 8)))).toBe('abc');
    expect(ids(withConversation(page(null, used('a', 9)), used('b', 8)))).toBe('ab');
  });

  it('leaves what lies beyond the last page to that page', () => {
    expect(ids(withConversation(page('more', used('a', 9)), used('b', 8)))).toBe('a');
    expect(ids(withConversation(page('more'), used('b', 8)))).toBe('b');
  });

  it('orders by id what was used at the same moment, as the backend does', () => {
    expect(ids(withConversation(page(null, used('b', 9)), used('c', 9)))).toBe('cb');
    expect(ids(withConversation(page(null, used('b', 9)), used('a', 9)))).toBe('ba');
  });
});
