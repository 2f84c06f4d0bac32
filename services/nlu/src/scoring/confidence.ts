import type { Evidence } from '../matching/reading';

/** A sentence that a template names word for word. */
export const WHOLE_SENTENCE = 0.98;
/** A template with a name whose kind is said: "spela låten X". */
const NAMED = 0.95;
/** "spela X": X may be anything, also nothing that can be played. */
const QUERY = 0.9;
/** Longest name, in words, that costs nothing. */
const USUAL_NAME = 6;
const PER_LONG_NAME_WORD = 0.985;
const PER_UNACCENTED_WORD = 0.995;
/** Taken for a misspelt word of the template. */
const PER_CORRECTED_WORD = 0.97;
/** "…, grannarna klagar": what is taken for a remark may change what is meant. */
const WITH_REMARK = 0.98;
/** "jag vill spela X" is said of games and instruments too. */
const WISHED_QUERY = 0.85;

/**
 * The probability that a person who says this wants it done, for a reading by template.
 *
 * It is the author's figure where the template has one, else .98 with no name, .95 with a name of known kind, .90 with a query;
 * times .985 for each word by which the names are longer than six, .995 for each word read without its diacritics, .97 for each
 * that was taken for misspelt, .98 with a remark beside it, and .85 where a query was only wished for. Up to now these are estimates by hand; each factor lowers, none raises.
 */
export function confidenceOf(evidence: Evidence): number {
  const { stated, nameWords, openQuery, unaccented, corrected, remark, wish } = evidence;
  const byKind = nameWords === 0 ? WHOLE_SENTENCE : openQuery ? QUERY : NAMED;
  const base = Math.min(stated ?? 1, byKind);
  const long = PER_LONG_NAME_WORD ** Math.max(0, nameWords - USUAL_NAME);
  const wished = wish && openQuery ? WISHED_QUERY : 1;
  const spelling = PER_UNACCENTED_WORD ** unaccented * PER_CORRECTED_WORD ** corrected;
  return Math.round(base * long * spelling * wished * (remark ? WITH_REMARK : 1) * 10_000) / 10_000;
}
