import type { Locale } from './knowledge';

/** What a reader saw that bears on how sure it may be. */
export interface Evidence {
  /** A probability that the template's author gave, where its words leave a doubt. */
  readonly stated: number | undefined;
  /** Words that went into names, not into the template. */
  readonly nameWords: number;
  /** Words in front of the command of which some are a remark, so that they may be anything. */
  readonly remarked: number;
  /** A name of which it is not said what it names. */
  readonly openQuery: boolean;
  /** Words read as if they had been written with å, ä or ö. */
  readonly unaccented: number;
  /** Words taken for misspelt words of the template. */
  readonly corrected: number;
  /** A remark stands beside the command: "…, grannarna klagar". */
  readonly remark: boolean;
  /** Said as a wish ("jag vill …") and not as a command or a request. */
  readonly wish: boolean;
}

/** One reader's understanding of a sentence; the judge makes one answer of all readings. */
export interface Reading {
  readonly intent: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly slots: Readonly<Record<string, unknown>>;
  readonly reader: 'template';
  readonly locale: Locale;
  readonly source: string;
  readonly evidence: Evidence;
}
