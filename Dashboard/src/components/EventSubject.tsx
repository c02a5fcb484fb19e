import { links } from '../app/links';
import type { Event } from '../api/types';
import { JobLink } from './JobLink';
import { WorkerLink } from './WorkerLink';

/** What an event is about, as links. */
export function EventSubject({ event }: { event: Event }) {
  const { job, dataSet, index, worker } = event;
  return (
    <span class="subject">
      {job !== null && <JobLink job={job} />}
      {job !== null && dataSet !== null && index !== null && <a href={links.partition(job, dataSet, index)}>partition {index}</a>}
      {worker !== null && <WorkerLink worker={worker} />}
    </span>
  );
}
