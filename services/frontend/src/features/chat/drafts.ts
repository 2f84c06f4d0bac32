import { recall, remember } from '../../remembered';

const NAME = 'alice.drafts';
/** So many conversations keep their unsent words, the newest first, and each at most so many UTF-16 units of them. */
const MOST_DRAFTS = 20;
const LONGEST_DRAFT = 40_000;

type Draft = [conversation: string, text: string];

const isDraft = (value: unknown): value is Draft =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';

function all(): Draft[] {
  try {
    const stored: unknown = JSON.parse(recall(NAME) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isDraft) : [];
  } catch {
    return [];
  }
}

/** A conversation that has no name yet has one draft for itself. */
const nameOf = (conversationId: string | null) => conversationId ?? '';

/** The words that were not sent in a conversation. */
export const recallDraft = (conversationId: string | null): string =>
  all().find(([name]) => name === nameOf(conversationId))?.[1] ?? '';

/** Keeps unsent words over a reload; '' forgets them. */
export function rememberDraft(conversationId: string | null, text: string): void {
  const before = all();
  const others = before.filter(([name]) => name !== nameOf(conversationId));
  if (text === '' && others.length === before.length) return;
  const drafts: Draft[] =
    text === '' ? others : [[nameOf(conversationId), text.slice(0, LONGEST_DRAFT)], ...others];
  remember(NAME, drafts.length === 0 ? null : JSON.stringify(drafts.slice(0, MOST_DRAFTS)));
}
