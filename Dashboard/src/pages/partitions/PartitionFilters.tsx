import { links } from '../../app/links';
import { FilterChip } from '../../components/FilterChip';
import { shortId } from '../../format/ids';
import { shown } from '../../format/names';
import { names } from '../../live/names';
import { useStore } from '../../live/store';
import { states } from '../../components/states';
import type { PartitionFilter } from './PartitionFilter';

export function PartitionFilters({ filter }: { filter: PartitionFilter }) {
  const known = useStore(names);
  const go = (change: Partial<PartitionFilter>) => {
    location.hash = links.partitions({ ...filter, ...change });
  };
  return (
    <div class="filters">
      <label>Job <select value={filter.job ?? ''} onChange={event => go({ job: event.currentTarget.value || null, dataSet: null })}>
        <option value="">all</option>{options(known.jobs, filter.job)}
      </select></label>
      <label>State <select value={filter.state ?? ''} onChange={event => go({ state: event.currentTarget.value || null })}>
        <option value="">all</option>{states.map(state => <option key={state} value={state}>{state}</option>)}
      </select></label>
      <label>Worker <select value={filter.worker ?? ''} onChange={event => go({ worker: event.currentTarget.value || null })}>
        <option value="">all</option>{options(known.workers, filter.worker)}
      </select></label>
      {filter.dataSet !== null && <FilterChip clear={links.partitions({ ...filter, dataSet: null })}>Data set {filter.job === null ? <code>{shortId(filter.dataSet)}</code> : <a href={links.dataSet(filter.job, filter.dataSet)}><code title={filter.dataSet}>{shortId(filter.dataSet)}</code></a>}</FilterChip>}
    </div>
  );
}

function options(known: ReadonlyMap<string, string>, chosen: string | null) {
  const entries = [...known].sort((a, b) => a[1].localeCompare(b[1]));
  const missing = chosen !== null && !known.has(chosen);
  return <>{missing && <option value={chosen}>{shortId(chosen)}</option>}{entries.map(([id, name]) => <option key={id} value={id}>{shown(name)}</option>)}</>;
}
