import type { ConversationPage, ConversationSummary } from '@alice/contracts';

/** The order of the backend: what was used last comes first. */
const byUse = (a: ConversationSummary, b: ConversationSummary): number =>
  b.updatedAt.localeCompare(a.updatedAt) || (b.id > a.id ? 1 : -1);

/** Adds the page that `before.nextCursor` led to; what has moved meanwhile is there once. */
export function withNextPage(before: ConversationPage, next: ConversationPage): ConversationPage {
  const known = new Set(before.items.map(({ id }) => id));
  const items = [...before.items, ...next.items.filter(({ id }) => !known.has(id))];
  return { items: items.sort(byUse), nextCursor: next.nextCursor };
}

/**
 * Puts a fresh first page over what is there: what it no longer has in its range is gone, the pages beyond it stay.
 * Where nothing in it is as it was, something between it and them may be missing: the list begins anew.
 */
export function withNewestPage(before: ConversationPage | null, newest: ConversationPage): ConversationPage {
  const end = newest.items.at(-1);
  if (before === null || newest.nextCursor === null || end === undefined) return newest;
  const used = new Map(before.items.map(({ id, updatedAt }) => [id, updatedAt]));
  if (!newest.items.some(({ id, updatedAt }) => used.get(id) === updatedAt)) return newest;
  const fresh = new Set(newest.items.map(({ id }) => id));
  const beyond = before.items.filter((item) => !fresh.has(item.id) && byUse(end, item) < 0);
  if (beyond.length === 0) return newest;
  return { items: [...newest.items, ...beyond], nextCursor: before.nextCursor };
}

/** Puts a conversation where it belongs, in place of what was known of it; one beyond the last page comes with its page. */
export function withConversation(before: ConversationPage, changed: ConversationSummary): ConversationPage {
  const others = before.items.filter(({ id }) => id !== changed.id);
  const last = others.at(-1);
  if (before.nextCursor !== null && last !== undefined && byUse(last, changed) < 0) {
    return { ...before, items: others };
  }
  return { ...before, items: [...others, changed].sort(byUse) };
}
