import { DamagedIndex, dataSets, jobs } from './jobs.mjs';
import { StartedAt, workerIds } from './workers.mjs';

const Kept = 10_000;
const First = StartedAt * 1000;
const none = { job: null, dataSet: null, index: null, attempt: null, epoch: null, worker: null };
const log = [];
const listeners = new Set();

export const lastSequence = () => First + log.length - 1;
export const events = () => log.slice(-Kept);

export function append(severity, kind, text, about = {}, at = Date.now()) {
  const event = { sequence: First + log.length, at: new Date(at).toISOString(), severity, kind, text, ...none, ...about };
  log.push(event);
  listeners.forEach(listener => listener(event));
}

export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A morning's worth of events, then one every now and then. */
export function play(live) {
  const [sorted, many] = dataSets;
  const at = minutes => StartedAt + minutes * 60_000;
  workerIds.forEach((worker, n) => append('info', 'WorkerRegistered', `Worker 10.1.0.${11 + n}:7431 registered with 2 disks`, { worker }, at(n / 10)));
  jobs.forEach((job, n) => append('info', 'JobRegistered', `Job ${job.name} registered`, { job: job.job }, at(20 + n * 40)));
  for (let index = 0; index < 120; index++) {
    append('info', 'PartitionCommitted', `Partition ${index} committed: 4.71 MiB in 1,250 frames`, { job: sorted.job, dataSet: sorted.dataSet, index, attempt: 0, epoch: 7, worker: workerIds[index % 5] }, at(30 + index / 4));
  }
  append('info', 'JobTakenOver', 'Another JobMaster took over', { job: jobs[0].job }, at(70));
  append('warning', 'WorkerExcluded', 'Excluded by an operator: kernel update tonight', { worker: workerIds[4] }, at(150));
  append('warning', 'DiskStateChanged', '/data/hdd0 is slow: writes take 1.8 s at the 99th percentile', { worker: workerIds[2] }, at(161));
  append('error', 'DiskStateChanged', '/data/ssd1 failed: input/output error', { worker: workerIds[3] }, at(166));
  append('error', 'VerificationFailed', 'Frame 311 of region 4 does not match its checksum; the file is in quarantine', { job: sorted.job, dataSet: sorted.dataSet, index: DamagedIndex, attempt: 0, epoch: 10, worker: workerIds[0] }, at(172));
  append('error', 'PartitionLost', 'Its only copy is damaged; the JobMaster was told', { job: sorted.job, dataSet: sorted.dataSet, index: DamagedIndex, attempt: 0, epoch: 10 }, at(172));
  append('error', 'WorkerGone', 'Worker 10.1.0.16:7431 has not been heard of for 94 s', { worker: workerIds[5] }, at(178));
  if (live) {
    let index = 300;
    setInterval(() => append('info', 'PartitionCommitted', `Partition ${index} committed: 9.8 KiB in 16 frames`, { job: many.job, dataSet: many.dataSet, index: index++, attempt: 0, epoch: 7, worker: workerIds[index % 5] }), 1500).unref();
    setInterval(() => append('warning', 'PartitionFailed', `Producer ${index} gave up: the executor was killed`, { job: many.job, dataSet: many.dataSet, index, attempt: 0, epoch: 7 }), 11_000).unref();
  }
}

/** What the parameters `job`, `worker` and `severity` select. */
export function selector(query) {
  return event => ['job', 'worker', 'severity'].every(name => !query.get(name) || event[name] === query.get(name));
}
