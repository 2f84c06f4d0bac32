'use client';

import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { LINES } from './line-style';
import { lonelyPoints, type Drawn } from './plot-rows';

export interface LinePlotProps {
  drawn: Drawn;
  /** The axis begins at 0 and reaches at least so far. */
  least: number;
  /** Whether the axis counts whole things. */
  whole: boolean;
  formatValue: (value: number) => string;
  /** For the axis of the time, where `incrementSeconds` lie between two labels. */
  formatTime: (unixSeconds: number, incrementSeconds: number) => string;
  /** Told the index of the time that is pointed at, or null. */
  onPoint: (index: number | null) => void;
}

export const PLOT_HEIGHT = 176;
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5];

/** Lines on a canvas, in the colours of the page. What it shows is told beside it, for who does not see it. */
export function LinePlot(props: LinePlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const colours = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const chart = useRef<UPlot | null>(null);
  const lines = props.drawn.values.length;

  useEffect(() => {
    latest.current = props;
    chart.current?.setData([props.drawn.times, ...props.drawn.values]);
  }, [props]);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    // Of elements that have them, since a canvas knows no variables of CSS.
    const colour = (name: string) => () => {
      const probe = colours.current?.querySelector(`[data-colour="${name}"]`);
      return probe ? getComputedStyle(probe).color : '';
    };
    const axis = {
      stroke: colour('text-muted'),
      grid: { stroke: colour('text-line'), width: 1 },
      ticks: { show: false },
      font: `12px ${getComputedStyle(element).fontFamily}`,
    };
    const made = new UPlot(
      {
        width: element.clientWidth,
        height: PLOT_HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
        scales: {
          y: { range: (_chart, _min, max) => [0, 1.05 * Math.max(max ?? 0, latest.current.least)] },
        },
        axes: [
          {
            ...axis,
            size: 30,
            space: 64,
            values: (_chart, splits, _axis, _space, increment) =>
              splits.map((time) => latest.current.formatTime(time, increment)),
          },
          {
            ...axis,
            size: 68,
            space: 36,
            ...(latest.current.whole ? { incrs: WHOLE_STEPS } : {}),
            values: (_chart, splits) => splits.map((value) => latest.current.formatValue(value)),
          },
        ],
        series: [
          {},
          ...LINES.slice(0, lines).map(({ colour: name, dash }) => ({
            stroke: colour(name),
            width: 1.75,
            dash: [...dash],
            points: {
              show: false,
              size: 5,
              fill: colour(name),
              filter: (self: UPlot, index: number) => lonelyPoints(self.data[index] ?? []),
            },
          })),
        ],
        hooks: { setCursor: [({ cursor }) => latest.current.onPoint(cursor.idx ?? null)] },
      },
      [latest.current.drawn.times, ...latest.current.drawn.values],
      element,
    );
    chart.current = made;
    const redraw = () => made.redraw(false);
    const sized = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height: PLOT_HEIGHT });
    });
    sized.observe(element);
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributes: true });
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    return () => {
      sized.disconnect();
      themed.disconnect();
      dark.removeEventListener('change', redraw);
      made.destroy();
      chart.current = null;
    };
  }, [lines]);

  return (
    <>
      <div ref={place} className="absolute inset-0 overflow-hidden" />
      <div ref={colours} hidden>
        {['text-muted', 'text-line', ...LINES.map(({ colour }) => colour)].map((name) => (
          <span key={name} data-colour={name} className={name} />
        ))}
      </div>
    </>
  );
}
