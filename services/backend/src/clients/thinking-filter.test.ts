import fc from 'fast-check';
import { ThinkingFilter } from './thinking-filter';

function filtered(pieces: Iterable<string>, { beginsInThought = false, cut = false } = {}): string {
  const filter = new ThinkingFilter(beginsInThought);
  let text = '';
  for (const piece of pieces) text += filter.push(piece);
  return text + filter.finish(cut);
}

describe.each([
  ['in one piece', (text: string) => [text]],
  ['character by character', (text: string) => [...text]],
  ['in threes', (text: string) => text.match(/.{1,3}/gsu) ?? []],
])('a text that comes %s', (_how, inPieces) => {
  it.each([
    ['a thought before the text', '<think>secret</think>\n\nHej', 'Hej'],
    ['the other tag', '<thinking>secret</thinking>Hej', 'Hej'],
    ['a thought in the middle', 'Hej <think>secret</think>du', 'Hej du'],
    ['several thoughts', '<think>secret</think>Hej <thinking>secret</thinking>du', 'Hej du'],
    ['an empty thought', '<think>\n\n</think>\n\nHej', 'Hej'],
    ['a thought without an end', 'Hej <think>secret', 'Hej '],
    ['a thought that speaks of tags', '<think>secret </thinking> <think> secret </think>Hej', 'Hej'],
    ['a thought about Harmony', '<think>secret <|end|> secret</think>Hej', 'Hej'],
    ['a tag that is cut off', 'Hej <thi', 'Hej <thi'],
    [
      'signs that look like marks',
      'a < b <b> <thin> </th> <|x|> <think <<',
      'a < b <b> <thin> </th> <|x|> <think <<',
    ],
    [
      'Harmony',
      '<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>final<|message|>Hej',
      'Hej',
    ],
    [
      'Harmony with a call between',
      '<|start|>assistant<|channel|>commentary to=functions.PAUSE <|constrain|>json<|message|>{"secret":1}<|call|>' +
        '<|start|>assistant<|channel|>final<|message|>Hej<|return|>',
      'Hej',
    ],
    ['Harmony without channels', '<|start|>assistant<|message|>Hej<|end|>', 'Hej'],
    ["another's message", '<|start|>user<|message|>secret<|end|><|start|>assistant<|message|>Hej', 'Hej'],
    ['Harmony without an end', '<|channel|>analysis<|message|>secret', ''],
    ['Harmony that ends in a head', '<|channel|>final<|message|>Hej<|end|><|start|>assistant', 'Hej'],
    ['a thought in Harmony', '<|channel|>final<|message|><think>secret</think>Hej', 'Hej'],
    ['the end of another format', 'Hej<|end|> du', 'Hej du'],
  ])('loses its thoughts and nothing else: %s', (_what, text, expected) => {
    expect(filtered(inPieces(text))).toBe(expected);
  });

  it('is taken for a thought until the closing tag where it begins in one', () => {
    const text = 'secret < secret\n</think>\n\nHej <b>';
    expect(filtered(inPieces(text), { beginsInThought: true })).toBe('Hej <b>');
    expect(filtered(inPieces(`<think>${text}`), { beginsInThought: true })).toBe('Hej <b>');
  });

  it('is text where it was expected to begin in a thought and ended without one, but not where it was cut', () => {
    expect(filtered(inPieces('Hej <b>'), { beginsInThought: true })).toBe('Hej <b>');
    expect(filtered(inPieces('secret'), { beginsInThought: true, cut: true })).toBe('');
  });

  it('tells that it began in a thought, unless a tag is only mentioned', () => {
    const beganIn = (text: string) => {
      const filter = new ThinkingFilter();
      for (const piece of inPieces(text)) filter.push(piece);
      return filter.beganInThought;
    };
    expect(beganIn('thought\n</think>\n\nHej')).toBe(true);
    expect(beganIn('Write `</think>` at the end.')).toBe(false);
    expect(beganIn('<think>thought\n</think>\n</think>')).toBe(false);
  });
});

const UNMARKED = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '<t', '<think', '</think', '<|', '<|end', '>', 'å', '👩‍👩‍👧', '\n'),
      fc.string(),
    ),
  )
  .filter((pieces) => !/<\/?think(ing)?>|<\|[a-z]+\|>/.test(pieces.join('')));

it('leaves text without marks as it is, and keeps back no more than may begin a mark', () => {
  fc.assert(
    fc.property(UNMARKED, (pieces) => {
      const filter = new ThinkingFilter();
      let shown = '';
      let said = '';
      for (const piece of pieces) {
        shown += filter.push(piece);
        said += piece;
        expect(said.slice(shown.length)).toMatch(/^(<[a-z/|]{0,10})?$/);
      }
      expect(shown + filter.finish(false)).toBe(said);
    }),
  );
});
