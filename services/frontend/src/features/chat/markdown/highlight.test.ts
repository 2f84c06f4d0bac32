import { highlight, type CodePiece } from './highlight';

const textOf = (pieces: readonly CodePiece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece.children))).join('');
const scopesOf = (pieces: readonly CodePiece[]): string[] =>
  pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.scope, ...scopesOf(piece.children)]));

it('finds the parts of code, and loses none of it', () => {
  const code = 'const a = `x ${1}`; // <b>é</b>\n';
  const pieces = highlight(code, 'js') ?? [];
  expect(textOf(pieces)).toBe(code);
  expect(scopesOf(pieces)).toEqual(
    expect.arrayContaining(['keyword', 'string', 'subst', 'number', 'comment']),
  );
});

it('keeps all of a language inside another', () => {
  const code = '<style>a { color: red }</style><script>let b = 1</script>';
  expect(textOf(highlight(code, 'html') ?? [])).toBe(code);
});

it.each(['ts', 'py', 'sh', 'yml', 'html', 'c++', 'cs', 'rs', 'toml', 'JSON'])(
  'knows %s by that name',
  (name) => {
    expect(highlight('x', name)).not.toBeNull();
  },
);

it('leaves a language alone that it does not know', () => {
  expect(highlight('x', 'klingon')).toBeNull();
});
