import type { Layout } from '../../api/types';
import { bytes } from '../../format/bytes';
import { cssColor } from '../dataset/colors';

export type DrawnRun = { from: number; width: number; color: string; words: string; marked: boolean };

const Width = 1000;

/** Runs narrower than this are drawn together: a screen cannot show them apart, and a region may have thousands. */
const Least = 1.5;

/** The runs of a region as rectangles on a line of 1000, coloured by their place among the subpartitions. The marked one is always drawn by itself. */
export function drawnRuns(region: Layout['regions'][number], largest: number, subpartitionCount: number, marked: number | null): DrawnRun[] {
  const drawn: DrawnRun[] = [];
  let group: typeof region.runs = [];
  const scale = Width / Math.max(1, largest);
  const flush = () => {
    const [first, last] = [group[0], group.at(-1)];
    if (first !== undefined && last !== undefined) {
      drawn.push(draw(first, last, region, scale, subpartitionCount, first.subpartition === marked));
    }
    group = [];
  };
  for (const run of region.runs) {
    if (run.subpartition === marked) {
      flush();
    }
    group.push(run);
    const start = group[0]?.offset ?? run.offset;
    if (run.subpartition === marked || (run.offset + run.bytes - start) * scale >= Least) {
      flush();
    }
  }
  flush();
  return drawn;
}

function draw(first: { subpartition: number; offset: number }, last: { subpartition: number; offset: number; bytes: number }, region: { offset: number; broadcast: boolean }, scale: number, count: number, marked: boolean): DrawnRun {
  const which = first.subpartition === last.subpartition ? `Subpartition ${first.subpartition}` : `Subpartitions ${first.subpartition}–${last.subpartition}`;
  const size = last.offset + last.bytes - first.offset;
  return {
    from: (first.offset - region.offset) * scale,
    width: size * scale,
    color: cssColor(count > 1 ? 0.12 + (0.8 * first.subpartition) / (count - 1) : 0.5),
    words: `${region.broadcast ? 'All subpartitions' : which}: ${bytes(size)} at offset ${first.offset}`,
    marked,
  };
}
