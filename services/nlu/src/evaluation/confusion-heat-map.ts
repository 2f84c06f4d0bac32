import type { Confusion } from './confusions';
import { cell, figure, label, shape } from './figure';

const CELL = 12;
const TOP = 150;
const LEFT = 150;
const EDGE = 12;

/**
 * Draws the confusion matrix: a row for each right intent, a column for each found one, both in alphabetical order (which is by
 * scenario, as the names begin with it). A cell is the fuller the larger its share of the row, by the square root so that rare
 * confusions show; what is right and what is wrong have different hues.
 */
export function confusionHeatMap(title: string, confusions: readonly Confusion[]): string {
  const names = [...new Set(confusions.flatMap(({ wanted, found }) => [wanted, found]))].sort();
  const side = names.length * CELL;
  const totals = new Map<string, number>();
  for (const { wanted, count } of confusions) totals.set(wanted, (totals.get(wanted) ?? 0) + count);
  const frame = {
    width: LEFT + side + EDGE,
    height: TOP + side + EDGE,
    title,
    description: 'Rows: the right intent. Columns: the intent that was found.',
  };
  return figure(frame, [
    label(title, { x: EDGE, y: 20 }),
    label('right ↓  found →', { class: 'small muted', x: LEFT - 6, y: TOP - 6, 'text-anchor': 'end' }),
    ...names.flatMap((name, index) => nameBoth(name, TOP + index * CELL, LEFT + index * CELL)),
    ...borders(names, side),
    ...confusions.map(({ wanted, found, count }) =>
      cell(`${wanted} found as ${found}: ${String(count)} of ${String(totals.get(wanted))}`, {
        class: wanted === found ? 'right' : 'wrong',
        opacity: Math.sqrt(count / (totals.get(wanted) ?? count)),
        x: LEFT + names.indexOf(found) * CELL + 0.5,
        y: TOP + names.indexOf(wanted) * CELL + 0.5,
        width: CELL - 1,
        height: CELL - 1,
      }),
    ),
  ]);
}

function nameBoth(name: string, y: number, x: number): string[] {
  const middle = CELL / 2 + 3;
  return [
    label(name, { class: 'small', x: LEFT - 5, y: y + middle, 'text-anchor': 'end' }),
    label(name, {
      class: 'small',
      transform: `translate(${String(x + middle)} ${String(TOP - 5)}) rotate(-90)`,
    }),
  ];
}

/** Lines around the matrix, and where one scenario's intents end. */
function borders(names: readonly string[], side: number): string[] {
  const scenarioOf = (index: number) => names[index]?.split('_')[0];
  return [...names, ''].flatMap((_name, index) => {
    if (index > 0 && index < names.length && scenarioOf(index) === scenarioOf(index - 1)) return [];
    const at = index * CELL;
    return [
      shape('line', { class: 'line', x1: LEFT, y1: TOP + at, x2: LEFT + side, y2: TOP + at }),
      shape('line', { class: 'line', x1: LEFT + at, y1: TOP, x2: LEFT + at, y2: TOP + side }),
    ];
  });
}
