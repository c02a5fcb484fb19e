import { get } from '../api/client';
import { withQuery } from '../api/query';
import type { Id, Job, Page, Partition, Worker } from '../api/types';
import { parseId } from '../format/ids';
import { links } from './links';

export type Found = { href: string | null; said: string };

const nothing = (said: string): Found => ({ href: null, said });
const take = 1000;

/** An id leads to its job, worker or data set; anything else is looked for in the names of jobs and in the hosts of workers. */
export async function findPage(typed: string, signal: AbortSignal): Promise<Found> {
  const text = typed.trim();
  if (text === '') {
    return nothing('Type an id or a name.');
  }
  const id = parseId(text);
  return id === null ? findName(text, signal) : findId(id, signal);
}

async function findId(id: Id, signal: AbortSignal): Promise<Found> {
  const [workers, jobs, partitions] = await Promise.all([
    get<Page<Worker>>(withQuery('/workers', { take }), signal),
    get<Page<Job>>(withQuery('/jobs', { take }), signal),
    get<Page<Partition>>(withQuery('/partitions', { dataSet: id, take: 1 }), signal),
  ]);
  const [inSet] = partitions.items;
  return workers.items.some(worker => worker.worker === id) ? { href: links.worker(id), said: '' }
    : jobs.items.some(job => job.job === id) ? { href: links.job(id), said: '' }
    : inSet !== undefined ? { href: links.dataSet(inSet.job, inSet.dataSet), said: '' }
    : nothing('No job, data set or worker has this id. It may have ended.');
}

async function findName(text: string, signal: AbortSignal): Promise<Found> {
  const [workers, jobs] = await Promise.all([
    get<Page<Worker>>(withQuery('/workers', { take }), signal),
    get<Page<Job>>(withQuery('/jobs', { name: text, take: 2 }), signal),
  ]);
  const lower = text.toLowerCase();
  const hosts = workers.items.filter(worker => `${worker.host}:${worker.dataPort} ${worker.node} ${worker.worker}`.toLowerCase().includes(lower));
  const [job] = jobs.items;
  const [host] = hosts;
  return jobs.totalCount === 1 && job !== undefined ? { href: links.job(job.job), said: '' }
    : hosts.length === 1 && host !== undefined ? { href: links.worker(host.worker), said: '' }
    : jobs.totalCount > 1 ? { href: withQuery(links.jobs, { name: text }), said: `${jobs.totalCount} jobs have this in their names.` }
    : hosts.length > 1 ? { href: links.workers, said: `${hosts.length} workers match.` }
    : nothing('Nothing has this id or name.');
}
