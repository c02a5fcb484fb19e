import { chance } from './random.mjs';
import { SlowReaderIndex, StragglerProducer, dataSets, holdersOf } from './jobs.mjs';
import { workerIds } from './workers.mjs';

const since = seconds => new Date(Date.now() - seconds * 1000).toISOString();
export const slowFor = () => 94 + (Date.now() / 1000) % 600;

function channel(set, index, n, fields) {
  return {
    direction: 'read', channel: n, connection: `c${n % 7}`, peer: `10.2.0.${31 + (n % 7)}:${40_000 + n}`, openedAt: since(30 + n), job: set.job, dataSet: set.dataSet, kind: set.kind,
    index, attempt: 0, epoch: 7 + (index % 5), firstSubpartition: (n * 8) % set.subpartitionCount, subpartitionCount: 8, frames: 400 + n * 13, bytes: (400 + n * 13) * 32_768,
    totalBytes: 2_000 * 32_768, creditBytes: 1 << 20, backlogBytes: null, heldBytes: 1 << 19, waiting: 'None', waitingSeconds: 0, ...fields,
  };
}

export function channels() {
  const [sorted] = dataSets;
  const many = Array.from({ length: 40 }, (_, n) => channel(sorted, n * 4 + 1, n + 10, chance(7, n) < 0.25 ? { waiting: 'ColdRead', waitingSeconds: 0.2 } : {}));
  return [
    channel(sorted, SlowReaderIndex, 1, { peer: '10.2.0.39:39004', firstSubpartition: 136, waiting: 'SlowReader', waitingSeconds: slowFor(), creditBytes: 0, heldBytes: 48 << 20 }),
    channel(sorted, StragglerProducer, 2, { direction: 'write', waiting: 'Memory', waitingSeconds: 41.5, creditBytes: 0, backlogBytes: 61 << 20, totalBytes: null, heldBytes: 16 << 20 }),
    channel(sorted, 171, 3, { direction: 'write', waiting: 'DiskQueue', waitingSeconds: 6.2, backlogBytes: 12 << 20, totalBytes: null }),
    channel(sorted, 188, 4, { direction: 'write', totalBytes: null, backlogBytes: 1 << 20 }),
    ...many,
  ];
}

export function channelsOf(worker) {
  const own = channels().filter(c => holdersOf(dataSets.find(set => set.dataSet === c.dataSet), c.index)[0] === worker);
  return worker === workerIds[1] ? channels().slice(0, 4).concat(own.filter(c => c.channel > 4)) : own.filter(c => c.channel > 4);
}

export function waits() {
  const [sorted] = dataSets;
  const wait = (blocker, waitingSeconds, text, fields) => ({ blocker, waitingSeconds, text, worker: null, job: sorted.job, dataSet: sorted.dataSet, index: null, attempt: 0, direction: 'read', subpartitions: null, ...fields });
  return [
    wait('WorkerGone', 311, 'Partition 91 lies only on worker 10.1.0.16, which has not been heard of for 94 s; it is given until 02:00 to come back, then the JobMaster hears that it is lost', { index: 91, worker: workerIds[5] }),
    wait('SlowReader', slowFor(), 'Reader 10.2.0.39:39004 has not taken any of the 48 MiB that wait for it in memory', { index: SlowReaderIndex, worker: workerIds[1], subpartitions: '136-143' }),
    wait('Memory', 41.5, 'Producer 42 wants 16 MiB; 7.8 of 8 GiB are in use, and the largest holder is the read connection of 10.2.0.39', { index: StragglerProducer, worker: workerIds[1], direction: 'write' }),
    wait('NotCommitted', 33.1, 'Reducer 12 waits for producers 42, 171 and 188, which are still writing', { index: StragglerProducer, subpartitions: '96-103' }),
    wait('DiskQueue', 6.2, '212 writes stand before it at /data/hdd0, which is slow', { index: 171, worker: workerIds[2], direction: 'write' }),
  ];
}
