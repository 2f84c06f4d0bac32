import { Lexicon } from './lexicon';
import { Mending } from './mending';

const lexicon = new Lexicon();
for (const word of ['spela', 'ljudet', 'musiken', 'volymen', 'nästa', 'låt', 'stäng', 'av', 'shuffle'])
  lexicon.numberOf(word, true);
lexicon.numberOf('fotboll', false);
const ordinary = new Set(['båt', 'spegla']);
const mending = new Mending(
  lexicon,
  (word) => ordinary.has(word),
  (word) => word === 'spel',
);
const readings = (text: string) =>
  mending.mend(text).map(({ words }) => words.map((word) => lexicon.wordOf(word)).join(' '));

it.each<[string, string]>([
  ['spella', 'spela'],
  ['spla', 'spela'],
  ['judet', 'ljudet'],
  ['pasela', ''],
  ['seplaa', ''],
  ['spelaaaa', 'spela'],
  ['nsäta', 'nästa'],
  ['musikne', 'musiken'],
  ['vlmen', ''],
  ['volmnen', ''],
  ['volymmen', 'volymen'],
  ['shaffle', 'shuffle'],
  ['stängav', 'stäng av'],
  ['stäng-av', 'stäng av'],
  ['spela:a', ''],
  ['nästalåt', 'nästa låt'],
])('takes "%s" for "%s"', (written, meant) => {
  expect(readings(written)).toEqual(meant === '' ? [] : [meant]);
});

it.each(['båt', 'spegla', 'spel', 'lot', 'fotbol', '20°', '-20', 'a'.repeat(400)])(
  'leaves "%s" as it is',
  (written) => {
    expect(readings(written)).toEqual([]);
  },
);
