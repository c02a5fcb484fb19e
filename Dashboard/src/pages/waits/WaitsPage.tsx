import { links } from '../../app/links';
import { withQuery } from '../../api/query';
import type { Id, Page, Wait } from '../../api/types';
import { Answer } from '../../components/Answer';
import { Empty } from '../../components/Empty';
import { FilterChip } from '../../components/FilterChip';
import { JobLink } from '../../components/JobLink';
import { MissingNote } from '../../components/MissingNote';
import { PageHead } from '../../components/PageHead';
import { WorkerLink } from '../../components/WorkerLink';
import { counted } from '../../format/numbers';
import { usePolled } from '../../live/usePolled';
import { BlockerSummary } from './BlockerSummary';
import { WaitList } from './WaitList';

const Shown = 200;

/** Names whoever holds things up, in words. */
export function WaitsPage({ job, worker }: { job: Id | null; worker: Id | null }) {
  const polled = usePolled<Page<Wait>>(withQuery('/waits', { job, worker, take: Shown }));
  return (
    <>
      <PageHead title="Why is this waiting?" asOf={polled.asOf} lead="Every writer and reader that cannot go on, and who or what holds it up; the longest wait first." />
      <div class="filters">
        {job !== null && <FilterChip clear={links.waits(worker === null ? {} : { worker })}>Job <JobLink job={job} /></FilterChip>}
        {worker !== null && <FilterChip clear={links.waits(job === null ? {} : { job })}>Worker <WorkerLink worker={worker} /></FilterChip>}
      </div>
      <Answer of={polled}>{page => (
        <>
          <MissingNote missing={page.missing} />
          {page.items.length === 0
            ? <Empty title="Nothing is waiting.">Every open channel moves. If a job still seems stuck, its tasks are busy with something other than shuffling.</Empty>
            : <><BlockerSummary waits={page.items} /><WaitList waits={page.items} /></>}
          {page.totalCount > page.items.length && <p class="hint">The longest {counted(page.items.length, 'wait')} of {page.totalCount}.</p>}
        </>
      )}</Answer>
    </>
  );
}
