import type uPlot from 'uplot';
import { rate } from '../format/bytes';
import { clock } from '../format/time';

export type ChartLine = { label: string; color: string; dash?: readonly number[]; values: readonly (number | null)[] };

const style = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** How a chart of rates looks, in the colours of the theme that stands. */
export function chartOptions(lines: readonly ChartLine[], width: number, height: number): uPlot.Options {
  const axis = { stroke: style('--quiet'), grid: { stroke: style('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
  return {
    width, height, padding: [8, 8, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    legend: { live: true },
    scales: { x: { time: true }, y: { range: (_chart, _low, high) => [0, Math.max(1024, high ?? 0) * 1.1] } },
    axes: [
      { ...axis, size: 26, values: (_chart, splits) => splits.map(second => clock(second * 1000)), space: 90 },
      { ...axis, size: 84, values: (_chart, splits) => splits.map(value => (value === 0 ? '0' : rate(value))), incrs: increments, space: 34 },
    ],
    series: [
      { label: 'Time', value: (_chart, second) => (second === null || second === undefined ? '–' : clock(second * 1000)) },
      ...lines.map(line => ({
        label: line.label, stroke: style(line.color), width: 2, dash: line.dash ? [...line.dash] : undefined, points: { show: false }, spanGaps: false,
        value: (_chart: uPlot, value: number | null) => rate(value ?? null),
      })),
    ],
  };
}

/** Steps of the axis: powers of two, so that the labels are round in KiB, MiB and GiB. */
const increments = Array.from({ length: 50 }, (_, power) => 2 ** power);
