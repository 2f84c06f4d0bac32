/** Where a link of an answer may lead; everything else stays words. */
const ALLOWED = new Set(['http:', 'https:', 'mailto:']);

export interface LinkTarget {
  href: string;
  /** What a person can judge it by: the host, or the address of a mail. */
  place: string;
  /** Whether its words hide where it leads, so that the place must be shown beside them. */
  hidden: boolean;
}

const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

const placeOf = (url: URL) => (url.protocol === 'mailto:' ? decoded(url.pathname) : url.host);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether words name the very place: as an address, or as the place alone. */
function names(words: string, url: URL): boolean {
  const said = words.trim();
  if (/\s/.test(said)) return false;
  const asUrl = parsed(said) ?? parsed(`${url.protocol === 'mailto:' ? 'mailto:' : 'https://'}${said}`);
  return asUrl !== null && placeOf(asUrl) === placeOf(url);
}

/** The target of a link with these words, or null where it must not be one. */
export function linkTarget(href: string, words: string): LinkTarget | null {
  const url = parsed(href.trim());
  if (!url || !ALLOWED.has(url.protocol)) return null;
  const place = placeOf(url);
  if (place === '') return null;
  // "https://bank.se@other.se" reads as the bank.
  const misleading = url.username !== '' || url.password !== '';
  return { href: url.href, place, hidden: misleading || !names(words, url) };
}
