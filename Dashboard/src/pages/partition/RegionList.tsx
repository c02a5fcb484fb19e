import type { Layout } from '../../api/types';
import { count } from '../../format/numbers';
import { RegionRow } from './RegionRow';

type Properties = { layout: Layout; take: number; subpartitionCount: number; marked: number | null; onSkip: (skip: number) => void };

/** A page of regions, one under the other, all to the scale of the largest of the page. */
export function RegionList({ layout, take, subpartitionCount, marked, onSkip }: Properties) {
  const { regions, regionCount, skip } = layout;
  const largest = regions.reduce((most, region) => Math.max(most, region.bytes), 1);
  const last = Math.max(0, Math.floor((regionCount - 1) / take) * take);
  return (
    <div class="regions">
      <div class="filters">
        <h3>Regions <small>{regionCount === 0 ? 'none' : `${count(skip)}–${count(skip + regions.length - 1)} of ${count(regionCount)}`}</small></h3>
        {regionCount > take && <>
          <button type="button" disabled={skip === 0} onClick={() => onSkip(0)}>First</button>
          <button type="button" disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - take))}>Previous</button>
          <button type="button" disabled={skip >= last} onClick={() => onSkip(skip + take)}>Next</button>
          <button type="button" disabled={skip >= last} onClick={() => onSkip(last)}>Last</button>
        </>}
        <span class="hint ramp-note">runs from the first subpartition <i class="ramp" aria-hidden="true" /> to the last</span>
      </div>
      <ol start={skip}>{regions.map(region => <RegionRow key={region.region} region={region} largest={largest} subpartitionCount={subpartitionCount} marked={marked} />)}</ol>
    </div>
  );
}
