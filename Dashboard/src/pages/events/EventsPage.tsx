import { useEffect, useState } from 'preact/hooks';
import { links } from '../../app/links';
import type { Event, Id } from '../../api/types';
import { Empty } from '../../components/Empty';
import { EventList } from '../../components/EventList';
import { FilterChip } from '../../components/FilterChip';
import { JobLink } from '../../components/JobLink';
import { PageHead } from '../../components/PageHead';
import { WorkerLink } from '../../components/WorkerLink';
import { count, counted } from '../../format/numbers';
import { eventLog } from '../../live/eventLog';
import { useStore } from '../../live/store';
import { EventFilters } from './EventFilters';
import { noFilter, selects, type EventFilter } from './eventFilter';

const Step = 200;

/** What happened, as it happens. */
export function EventsPage({ job, worker }: { job: Id | null; worker: Id | null }) {
  const log = useStore(eventLog);
  const [filter, setFilter] = useState<EventFilter>(noFilter);
  const [held, setHeld] = useState<readonly Event[] | null>(null);
  const [shownCount, setShownCount] = useState(Step);
  useEffect(() => setShownCount(Step), [filter, job, worker]);
  const about = (event: Event) => (job === null || event.job === job) && (worker === null || event.worker === worker);
  const all = (held ?? log.events).filter(about);
  const selected = all.filter(selects(filter));
  const waiting = held === null ? 0 : log.events.filter(event => event.sequence > (held[0]?.sequence ?? 0)).length;
  return (
    <>
      <PageHead title="Events"><button type="button" aria-pressed={held !== null} onClick={() => setHeld(held === null ? log.events : null)}>{held === null ? 'Pause' : waiting === 0 ? 'Go on' : `Go on (${count(waiting)} new)`}</button></PageHead>
      <div class="filters">
        {job !== null && <FilterChip clear={links.events(worker === null ? {} : { worker })}>Job <JobLink job={job} /></FilterChip>}
        {worker !== null && <FilterChip clear={links.events(job === null ? {} : { job })}>Worker <WorkerLink worker={worker} /></FilterChip>}
        <EventFilters filter={filter} kinds={[...new Set(all.map(event => event.kind))].sort()} onChange={setFilter} />
      </div>
      {log.missed && <div class="note warn" role="status"><b>Some events are missing</b><span>The service keeps the last 10,000 and has dropped some that this tab had not read.</span></div>}
      {selected.length === 0
        ? <Empty title={all.length === 0 ? 'No events yet.' : 'No event fits these filters.'}>{all.length === 0 ? 'They show here as they happen: jobs and workers that come and go, partitions that are committed or lost.' : 'Widen them; new events show by themselves.'}</Empty>
        : <EventList events={selected.slice(0, shownCount)} label="Events, newest first" />}
      {selected.length > shownCount && <button type="button" class="more" onClick={() => setShownCount(shownCount + Step)}>Show older ({counted(selected.length - shownCount, 'event')})</button>}
    </>
  );
}
