import { useEffect } from 'preact/hooks';
import { withQuery } from '../api/query';
import type { Id, Job, Page, Worker } from '../api/types';
import { createStore } from './store';
import { usePolled } from './usePolled';

/** Names for ids, so that a table of partitions reads as jobs and hosts. At most a thousand of each; the rest show their ids. */
export type Names = { jobs: ReadonlyMap<Id, string>; workers: ReadonlyMap<Id, string> };

export const names = createStore<Names>({ jobs: new Map(), workers: new Map() });

const EveryMs = 10_000;

export function useNames(): void {
  const jobs = usePolled<Page<Job>>(withQuery('/jobs', { take: 1000 }), EveryMs).data;
  const workers = usePolled<Page<Worker>>(withQuery('/workers', { take: 1000 }), EveryMs).data;
  useEffect(() => {
    names.set({
      jobs: new Map(jobs?.items.map(job => [job.job, job.name])),
      workers: new Map(workers?.items.map(worker => [worker.worker, `${worker.host}:${worker.dataPort}`])),
    });
  }, [jobs, workers]);
}
