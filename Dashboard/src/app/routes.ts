import type { Id } from '../api/types';

/** The pages, and the address of each behind the `#`: addresses can be kept and sent, and the service needs no rule for them. */
export type Route =
  | { page: 'overview' }
  | { page: 'workers' }
  | { page: 'worker'; worker: Id }
  | { page: 'jobs'; name: string }
  | { page: 'job'; job: Id }
  | { page: 'dataset'; job: Id; dataSet: Id }
  | { page: 'partition'; job: Id; dataSet: Id; index: number }
  | { page: 'partitions'; job: Id | null; dataSet: Id | null; state: string | null; worker: Id | null; sort: string | null }
  | { page: 'waits'; job: Id | null; worker: Id | null }
  | { page: 'events'; job: Id | null; worker: Id | null }
  | { page: 'unknown'; path: string };

const Id32 = '([0-9a-f]{32})';
const Worker = new RegExp(`^/workers/${Id32}$`);
const Job = new RegExp(`^/jobs/${Id32}$`);
const DataSet = new RegExp(`^/jobs/${Id32}/${Id32}$`);
const Partition = new RegExp(`^/jobs/${Id32}/${Id32}/(\\d{1,9})$`);

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const query = new URLSearchParams(search);
  const from = (name: string) => query.get(name);
  switch (path) {
    case '':
    case '/':
      return { page: 'overview' };
    case '/workers':
      return { page: 'workers' };
    case '/jobs':
      return { page: 'jobs', name: from('name') ?? '' };
    case '/partitions':
      return { page: 'partitions', job: from('job'), dataSet: from('dataSet'), state: from('state'), worker: from('worker'), sort: from('sort') };
    case '/waits':
      return { page: 'waits', job: from('job'), worker: from('worker') };
    case '/events':
      return { page: 'events', job: from('job'), worker: from('worker') };
    default:
      return parseItem(path);
  }
}

function parseItem(path: string): Route {
  const [, worker] = Worker.exec(path) ?? [];
  const [, job] = Job.exec(path) ?? [];
  const [, ofJob, dataSet] = DataSet.exec(path) ?? [];
  const [, inJob, inSet, index] = Partition.exec(path) ?? [];
  return worker !== undefined ? { page: 'worker', worker }
    : job !== undefined ? { page: 'job', job }
    : ofJob !== undefined && dataSet !== undefined ? { page: 'dataset', job: ofJob, dataSet }
    : inJob !== undefined && inSet !== undefined && index !== undefined ? { page: 'partition', job: inJob, dataSet: inSet, index: Number(index) }
    : { page: 'unknown', path };
}
