import { confusionHeatMap } from './confusion-heat-map';

const confusions = [
  { wanted: 'alarm_set', found: 'alarm_set', count: 3 },
  { wanted: 'alarm_set', found: 'calendar_set', count: 1 },
  { wanted: 'calendar_set', found: 'calendar_set', count: 2 },
];

it('draws a cell for each pair that occurs, by its share of the row', () => {
  const svg = confusionHeatMap('Confusions', confusions);
  expect(svg.match(/class="right"/gu)).toHaveLength(2);
  expect(svg).toContain('class="wrong" opacity="0.5" x="162.5" y="150.5"');
  expect(svg).toContain('alarm_set found as calendar_set: 1 of 4');
});

it('separates scenarios and not the intents of one', () => {
  const lines = (names: readonly string[]) =>
    confusionHeatMap(
      'Confusions',
      names.map((name) => ({ wanted: name, found: name, count: 1 })),
    ).match(/<line/gu)?.length;
  expect(lines(['alarm_query', 'alarm_set'])).toBe(4);
  expect(lines(['alarm_set', 'calendar_set'])).toBe(6);
});

it('can be drawn without any', () => {
  expect(confusionHeatMap('Confusions', [])).not.toMatch(/NaN|undefined/u);
});
