import { reliabilityBins, type Prediction, type ReliabilityBin } from './calibration';
import { figure, label, shape } from './figure';

const SIDE = 320;
const LEFT = 56;
const TOP = 34;
const COUNTS = 64;
const GAP = 14;
const BOTTOM = 44;
const MARK = 3;

/**
 * Draws how often answers of each confidence are right, against the diagonal on which they would be perfectly calibrated, and
 * below it how many answers each bin holds (by the square root, so that small bins show).
 */
export function reliabilityDiagram(title: string, predictions: readonly Prediction[]): string {
  const bins = reliabilityBins(predictions);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const countsTop = TOP + SIDE + GAP;
  const height = countsTop + COUNTS + BOTTOM;
  const frame = {
    width: LEFT + SIDE + 24,
    height,
    title,
    description: bins
      .filter(({ count }) => count > 0)
      .map(describe)
      .join('; '),
  };
  return figure(frame, [
    label(title, { x: LEFT, y: 20 }),
    ...axes(countsTop),
    ...bins.flatMap((bin) => [...accuracyBar(bin), countBar(bin, most, countsTop)]),
    shape('line', { class: 'ideal', x1: LEFT, y1: TOP + SIDE, x2: LEFT + SIDE, y2: TOP }),
    label('confidence', { x: LEFT + SIDE / 2, y: height - 8, 'text-anchor': 'middle' }),
    label('share that is right', {
      transform: `translate(14 ${String(TOP + SIDE / 2)}) rotate(-90)`,
      'text-anchor': 'middle',
    }),
    label(String(most), { class: 'small muted', x: LEFT - 6, y: countsTop + 8, 'text-anchor': 'end' }),
    label('answers', { class: 'small muted', x: LEFT - 6, y: countsTop + COUNTS, 'text-anchor': 'end' }),
  ]);
}

function axes(countsTop: number): string[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((value) => {
    const x = LEFT + value * SIDE;
    const y = TOP + (1 - value) * SIDE;
    const below = countsTop + COUNTS;
    return [
      shape('line', { class: 'line', x1: LEFT, y1: y, x2: LEFT + SIDE, y2: y }),
      shape('line', { class: 'line', x1: x, y1: TOP, x2: x, y2: below }),
      label(String(value), { class: 'small', x: LEFT - 6, y: y + 3, 'text-anchor': 'end' }),
      label(String(value), { class: 'small', x, y: below + 14, 'text-anchor': 'middle' }),
    ];
  });
}

/** A bar as high as the share that is right, and a mark at the mean confidence, where it should end. */
function accuracyBar({ from, to, count, accuracy, confidence }: ReliabilityBin): string[] {
  if (count === 0) return [];
  const x = LEFT + from * SIDE + 1;
  const width = (to - from) * SIDE - 2;
  const yOf = (value: number) => TOP + (1 - value) * SIDE;
  return [
    shape('rect', { class: 'right', x, y: yOf(accuracy), width, height: accuracy * SIDE }),
    shape('rect', { class: 'wrong', x, y: yOf(confidence) - MARK / 2, width, height: MARK }),
  ];
}

function countBar({ from, to, count }: ReliabilityBin, most: number, countsTop: number): string {
  const height = Math.sqrt(count / most) * COUNTS;
  const x = LEFT + from * SIDE + 1;
  const width = (to - from) * SIDE - 2;
  return shape('rect', { class: 'muted', x, y: countsTop + COUNTS - height, width, height });
}

function describe({ count, confidence, accuracy }: ReliabilityBin): string {
  return `${String(count)} at ${confidence.toFixed(2)}, ${accuracy.toFixed(2)} right`;
}
