import type { Layout } from '../../api/types';
import { bytes } from '../../format/bytes';
import { count } from '../../format/numbers';
import { drawnRuns } from './drawnRuns';

type Properties = { region: Layout['regions'][number]; largest: number; subpartitionCount: number; marked: number | null };

/** One region: its runs of subpartitions in file order, each as wide as it is large. */
export function RegionRow({ region, largest, subpartitionCount, marked }: Properties) {
  const runs = drawnRuns(region, largest, subpartitionCount, marked);
  const markedBytes = marked === null ? 0 : region.runs.filter(run => run.subpartition === marked).reduce((sum, run) => sum + run.bytes, 0);
  const words = `Region ${region.region}: ${bytes(region.bytes)} at offset ${region.offset}, ${count(region.frames)} frames, ${count(region.runs.length)} runs${region.broadcast ? ', broadcast to all subpartitions' : ''}${marked === null ? '' : `, ${bytes(markedBytes)} of subpartition ${marked}`}`;
  return (
    <li>
      <span class="no">{region.region}</span>
      <svg viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label={words}>
        {runs.map(run => <rect key={run.from} class={run.marked ? 'marked' : undefined} x={run.from} y={0} width={run.width} height={20} fill={run.color} opacity={marked === null || run.marked ? 1 : 0.35}><title>{run.words}</title></rect>)}
      </svg>
      <span class="size">{bytes(region.bytes)}</span>
      <span class="size">{region.broadcast ? 'broadcast' : `${count(region.frames)} frames`}</span>
    </li>
  );
}
