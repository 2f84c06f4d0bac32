import fc from 'fast-check';
import { ThinkingFilter, type Shown } from './thinking-filter';

function filtered(pieces: Iterable<string>, { beginsInThought = false, cut = false } = {}): string {
  const filter = new ThinkingFilter(beginsInThought);
  let kept = '';
  const keep = ({ retract, text }: Shown) => (kept = (retract ? '' : kept) + text);
  for (const piece of pieces) keep(filter.push(piece));
  return keep(filter.finish(cut));
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
    ['a thought in a thought', '<think>secret<think>secret</think>secret</think>Hej', 'Hej'],
    ['thoughts three deep', '<think>a<think>b<think>c</think>d</think>e</think>Hej', 'Hej'],
    ['a thought with two in it', '<think>a<think>b</think>c<think>d</think>e</think>Hej', 'Hej'],
    ['the end of a thought that had no beginning', 'secret\n</think>\n\nHej', 'Hej'],
    ['such an end within a line', 'secret `secret`</think>Hej', 'Hej'],
    ['such an end, and nothing behind it', 'secret `secret`</think>', ''],
    ['such an end after a thought', 'secret <think>secret</think> secret\n</think>\nHej', 'Hej'],
    ['an end that is spoken of in a thought', '<think>secret `</think>` secret</think>Hej', 'Hej'],
    ['an end that is spoken of', 'Write `</think>` or `</thinking>`.', 'Write `</think>` or `</thinking>`.'],
  ])('loses its thoughts and nothing else: %s', (_what, text, expected) => {
    expect(filtered(inPieces(text))).toBe(expected);
  });

  it('is taken for a thought until the closing tag where it begins in one', () => {
    const text = 'secret < secret\n</think>\n\nHej <b>';
    expect(filtered(inPieces(text), { beginsInThought: true })).toBe('Hej <b>');
    expect(filtered(inPieces(`<think>${text}`), { beginsInThought: true })).toBe('Hej <b>');
    expect(filtered(inPieces(`a \`</think>\` <think>b</think>${text}`), { beginsInThought: true })).toBe(
      'Hej <b>',
    );
  });

  it('is text where it was expected to begin in a thought and ended without one, but not where it was cut', () => {
    expect(filtered(inPieces('Hej <b>'), { beginsInThought: true })).toBe('Hej <b>');
    expect(filtered(inPieces('secret'), { beginsInThought: true, cut: true })).toBe('');
  });

  it('does not show what follows a thought in a thought where it was cut', () => {
    expect(filtered(inPieces('<think>secret<think>secret</think>secret'), { cut: true })).toBe('');
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

it('takes nothing back where nothing was shown, and once where something was', () => {
  const filter = new ThinkingFilter();
  expect(filter.push('secret\n</think>')).toEqual({ retract: false, text: '' });
  expect(filter.push('secret')).toEqual({ retract: false, text: 'secret' });
  expect(filter.push('secret</think>Hej')).toEqual({ retract: true, text: 'Hej' });
  expect(filter.push(' du')).toEqual({ retract: false, text: ' du' });
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
        shown += filter.push(piece).text;
        said += piece;
        expect(said.slice(shown.length)).toMatch(/^(<[a-z/|]{0,10})?$/);
      }
      expect(shown + filter.finish(false).text).toBe(said);
    }),
  );
});
