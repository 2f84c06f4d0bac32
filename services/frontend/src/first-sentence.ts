const NAME = 'alice.first-sentence';

/**
 * Leaves a sentence for the conversation to begin with. It is kept in this tab and not in the address: a link from
 * somewhere else must not be able to make anybody say something.
 */
export function leaveSentence(text: string): void {
  try {
    sessionStorage.setItem(NAME, text);
  } catch {
    // Where storage is refused the conversation opens without it.
  }
}

/** The sentence that was left, once; null where there is none. */
export function takeSentence(): string | null {
  try {
    const text = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return text;
  } catch {
    return null;
  }
}
