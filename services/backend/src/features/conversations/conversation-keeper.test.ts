import { toTitle } from './conversation-keeper';

it.each([
  ['”Att koka ägg.”', 'Att koka ägg'],
  ['\n\n**Resa till Malmö**\nEtt samtal om tåg.', 'Resa till Malmö'],
  ['# Väder  i\thelgen', 'Väder i helgen'],
  ['"Räkor & dill!"', 'Räkor & dill!'],
  [`${'ord '.repeat(40)}`, 'ord '.repeat(15).trim()],
  ['"..."', ''],
])('makes a title of %j', (said, title) => {
  expect(toTitle(said)).toBe(title);
});
