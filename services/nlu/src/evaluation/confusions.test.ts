import { countConfusions, mostConfused } from './confusions';

const pairs = [
  { wanted: 'qa_factoid', found: 'qa_definition' },
  { wanted: 'alarm_set', found: 'alarm_set' },
  { wanted: 'alarm_set', found: 'calendar_set' },
  { wanted: 'qa_factoid', found: 'qa_definition' },
  { wanted: 'alarm_set', found: 'alarm_set' },
  { wanted: 'alarm_set', found: 'alarm_set' },
];

it('counts the right and the wrong, the most frequent first', () => {
  expect(countConfusions(pairs)).toEqual([
    { wanted: 'alarm_set', found: 'alarm_set', count: 3 },
    { wanted: 'qa_factoid', found: 'qa_definition', count: 2 },
    { wanted: 'alarm_set', found: 'calendar_set', count: 1 },
  ]);
});

it('picks the worst confusions, whatever the order of the sentences', () => {
  const worst = [{ wanted: 'qa_factoid', found: 'qa_definition', count: 2 }];
  expect(mostConfused(countConfusions(pairs), 1)).toEqual(worst);
  expect(mostConfused(countConfusions([...pairs].reverse()), 1)).toEqual(worst);
});
