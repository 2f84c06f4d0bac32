/** Bytes of UTF-8 that one token takes: a careful first guess for Swedish, and the bounds of what is believed. */
const FIRST_GUESS = 2.5;
const FEWEST_BYTES = 1;
/** More than this is no tokenizer's: the server has counted only what its cache did not hold. */
const MOST_BYTES = 4.5;
/** What is left of the ratio where a request turns out too long. */
const TIGHTER = 0.7;
/** Tokens that a message takes beside its text: its role and its borders. */
const PER_MESSAGE = 8;
/** A shorter prompt says little, in bytes. */
const SHORTEST_LESSON = 400;

/**
 * How many tokens a text takes, before the server has counted: bytes of UTF-8 by a ratio that is learnt from the server's
 * own counts, at once where it takes more tokens than thought, slowly where it takes fewer.
 */
export class TokenEstimate {
  private bytesPerToken = FIRST_GUESS;

  /** Tokens of a request that holds these texts, one for each message, in tokens. */
  tokens(texts: readonly string[]): number {
    return Math.ceil(bytes(texts) / this.bytesPerToken) + PER_MESSAGE * texts.length;
  }

  /** Takes in that a request was longer than thought, without a count. */
  tighten(): void {
    this.bytesPerToken = Math.max(FEWEST_BYTES, this.bytesPerToken * TIGHTER);
  }

  /** Takes in that the server counted `tokens` for these texts. */
  learn(texts: readonly string[], tokens: number): void {
    const size = bytes(texts);
    const textTokens = tokens - PER_MESSAGE * texts.length;
    if (size < SHORTEST_LESSON || textTokens <= 0) return;
    const seen = Math.max(FEWEST_BYTES, size / textTokens);
    if (seen > MOST_BYTES) return;
    this.bytesPerToken =
      seen < this.bytesPerToken ? seen : this.bytesPerToken + (seen - this.bytesPerToken) / 8;
  }
}

function bytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
