import type { Evidence } from '../matching/reading';

/** A sentence that a template names word for word. */
const WHOLE_SENTENCE = 0.98;
/** A template with a name whose kind is said: "spela låten X". */
const NAMED = 0.95;
/** "spela X": X may be anything, also nothing that can be played. */
const QUERY = 0.9;
/** Longest name, in words, that costs nothing. */
const USUAL_NAME = 6;
const PER_LONG_NAME_WORD = 0.985;
const PER_UNACCENTED_WORD = 0.995;
/** "jag vill spela X" is said of games and instruments too. */
const WISHED_QUERY = 0.85;

/**
 * The probability that a person who says this wants it done, for a reading by template.
 *
 * It is the author's figure where the template has one, else .98 with no name, .95 with a name of known kind, .90 with a query;
 * times .985 for each word by which the names are longer than six, .995 for each word read without its diacritics, and .85 where
 * a query was only wished for. Up to now these are estimates by hand; each factor lowers, none raises.
 */
export function confidenceOf(evidence: Evidence): number {
  const { stated, nameWords, openQuery, unaccented, wish } = evidence;
  const byKind = nameWords === 0 ? WHOLE_SENTENCE : openQuery ? QUERY : NAMED;
  const base = Math.min(stated ?? 1, byKind);
  const long = PER_LONG_NAME_WORD ** Math.max(0, nameWords - USUAL_NAME);
  const wished = wish && openQuery ? WISHED_QUERY : 1;
  return Math.round(base * long * PER_UNACCENTED_WORD ** unaccented * wished * 10_000) / 10_000;
}
