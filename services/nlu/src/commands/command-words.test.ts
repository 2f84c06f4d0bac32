import { commandWords } from './command-words';

it('sees numbers as one, and that a question is asked', () => {
  expect(commandWords('Höj till 37%!')).toEqual(['höj', 'till', '0']);
  expect(commandWords('nästa låt? ')).toEqual(['nästa', 'låt', '?']);
  expect(commandWords('spela TV2 och 1,5')).toEqual(['spela', 'tv0', 'och', '0,0']);
});
