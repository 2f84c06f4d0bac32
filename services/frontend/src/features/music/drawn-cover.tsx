import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { seeded } from './seeded';

type Random = () => number;

const GROUNDS = ['fill-moss', 'fill-birch', 'fill-lingon-soft'];
const LIGHTS = ['fill-cloudberry', 'fill-lingon'];
/** Bark is light in both themes. */
const BARK = 'fill-[light-dark(var(--surface),var(--ink))]';
const BARK_MARKS = 'fill-[light-dark(var(--ink),var(--birch))]';

const between = (random: Random, least: number, most: number) => least + random() * (most - least);
const pick = <T,>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const round = (number: number) => Math.round(number * 10) / 10;

/** A line from edge to edge that rises and falls around a height. */
function wave(random: Random, height: number, swing: number): string {
  const [a, b, c, d] = [0, 1, 2, 3].map(() => round(height + between(random, -swing, swing)));
  return `M-4 ${a} C 28 ${b} 68 ${c} 104 ${d}`;
}

const hill = (random: Random, height: number, opacity: number) => (
  <path key={height} d={`${wave(random, height, 9)} V104 H-4z`} className="fill-spruce" opacity={opacity} />
);

const MOTIFS: ((random: Random) => ReactNode)[] = [
  function growthRings(random) {
    const [x, y, turn] = [between(random, 30, 70), between(random, 30, 70), between(random, 0, 180)];
    const rings: ReactNode[] = [];
    for (let radius = between(random, 3, 6); radius < 100; radius += between(random, 4, 10)) {
      rings.push(
        <ellipse
          key={radius}
          cx={round(x)}
          cy={round(y)}
          rx={round(radius)}
          ry={round(radius * between(random, 0.86, 0.97))}
          transform={`rotate(${round(turn)} ${round(x)} ${round(y)})`}
          className="fill-none stroke-spruce"
          strokeWidth={round(between(random, 0.8, 2.6))}
          opacity={round(between(random, 0.3, 0.85))}
        />,
      );
    }
    return rings;
  },
  function hills(random) {
    const light = pick(random, LIGHTS);
    const [x, y] = [round(between(random, 18, 82)), round(between(random, 18, 44))];
    return (
      <>
        <circle cx={x} cy={y} r={round(between(random, 7, 14))} className={light} opacity={0.85} />
        {[0.3, 0.5, 0.85].map((opacity, index) => hill(random, 52 + index * 16, opacity))}
      </>
    );
  },
  function northernLight(random) {
    const bands = [0.2, 0.32, 0.5, 0.28].map((opacity, index) => (
      <path
        key={index}
        d={wave(random, 22 + index * 11, 16)}
        className={classNames('fill-none', index === 2 ? 'stroke-cloudberry' : 'stroke-spruce')}
        strokeWidth={round(between(random, 4, 11))}
        strokeLinecap="round"
        opacity={opacity}
      />
    ));
    return (
      <>
        {bands}
        {hill(random, 80, 0.85)}
      </>
    );
  },
  function birches(random) {
    const trunks: ReactNode[] = [];
    for (let x = between(random, 2, 12); x < 100; x += between(random, 15, 27)) {
      const [width, left] = [round(between(random, 5, 10)), round(x)];
      trunks.push(
        <g key={x}>
          <rect x={left} y={-4} width={width} height={98} className={BARK} />
          {[0, 1, 2, 3].map((mark) => (
            <rect
              key={mark}
              x={round(left + (mark % 2 === 0 ? 0 : width * 0.45))}
              y={round(mark * 23 + between(random, 2, 20))}
              width={round(width * 0.55)}
              height={1.8}
              rx={0.9}
              className={BARK_MARKS}
              opacity={0.6}
            />
          ))}
        </g>,
      );
    }
    return (
      <>
        {hill(random, 62, 0.25)}
        {trunks}
        {hill(random, 86, 0.85)}
      </>
    );
  },
];

export interface DrawnCoverProps {
  /** What it is drawn from: the same text is always the same picture. */
  seed: string;
  className?: string;
}

/** A picture for music that has none: something of the forest, in the page's own colours. */
export function DrawnCover({ seed, className }: DrawnCoverProps) {
  const random = seeded(seed);
  const ground = pick(random, GROUNDS);
  const motif = pick(random, MOTIFS);
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
      data-testid="drawn-cover"
      className={className}
    >
      <rect width="100" height="100" className={ground} />
      {motif(random)}
    </svg>
  );
}
