import { withQuery } from '../api/query';
import type { Id } from '../api/types';

/** Addresses of the pages, for links. */
export const links = {
  overview: '#/',
  workers: '#/workers',
  jobs: '#/jobs',
  worker: (worker: Id) => `#/workers/${worker}`,
  job: (job: Id) => `#/jobs/${job}`,
  dataSet: (job: Id, dataSet: Id) => `#/jobs/${job}/${dataSet}`,
  partition: (job: Id, dataSet: Id, index: number) => `#/jobs/${job}/${dataSet}/${index}`,
  partitions: ({ job, dataSet, state, worker, sort }: { job?: Id | null; dataSet?: Id | null; state?: string | null; worker?: Id | null; sort?: string | null } = {}) => withQuery('#/partitions', { job, dataSet, state, worker, sort }),
  waits: (filter: { job?: Id; worker?: Id } = {}) => withQuery('#/waits', filter),
  events: (filter: { job?: Id; worker?: Id } = {}) => withQuery('#/events', filter),
};
