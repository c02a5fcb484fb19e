import { dataSets, holdersOf, jobs } from './jobs.mjs';
import { StartedAt } from './workers.mjs';

const hasData = state => state === 'Committed' || state === 'Releasing' || state === 'Lost';
const totals = new Map();
export const released = new Set();

/** Bytes of every partition of a data set, summed once. */
export function bytesOf(set) {
  if (!totals.has(set.dataSet)) {
    const sums = new Float64Array(set.producers);
    for (let p = 0; p < set.producers; p++) {
      for (let s = 0; s < set.subpartitionCount; s++) {
        sums[p] += set.cell(p, s);
      }
    }
    totals.set(set.dataSet, sums);
  }
  return totals.get(set.dataSet);
}

const stats = new Map();
export function dataSetAnswer(set) {
  if (!stats.has(set.dataSet)) {
    stats.set(set.dataSet, summarize(set));
  }
  return stats.get(set.dataSet);
}

function summarize(set) {
  const sums = bytesOf(set);
  const attempts = { allocated: 0, writing: 0, committed: 0, releasing: 0, failed: 0, lost: 0 };
  const shares = new Map();
  let [payload, largest, largestIndex] = [0, 0, null];
  for (let p = 0; p < set.producers; p++) {
    attempts[set.state(p).toLowerCase()]++;
    const bytes = set.state(p) === 'Committed' ? sums[p] : 0;
    payload += bytes;
    [largest, largestIndex] = bytes > largest ? [bytes, p] : [largest, largestIndex];
    const worker = holdersOf(set, p)[0];
    const share = shares.get(worker) ?? { worker, attempts: 0, payloadBytes: 0 };
    shares.set(worker, { ...share, attempts: share.attempts + 1, payloadBytes: share.payloadBytes + bytes });
  }
  return {
    job: set.job, dataSet: set.dataSet, kind: set.kind, subpartitionCount: set.subpartitionCount, partitionCount: set.producers, attempts, payloadBytes: payload,
    frameCount: Math.ceil(payload / 32_768), largestPartitionBytes: largest, largestPartitionIndex: largestIndex,
    skew: attempts.committed ? largest / (payload / attempts.committed) : 1, workers: [...shares.values()],
  };
}

export function partition(set, index) {
  const state = released.has(`${set.dataSet}/${index}`) ? 'Releasing' : set.state(index);
  const summary = dataSetAnswer(set);
  const bytes = hasData(state) ? bytesOf(set)[index] : null;
  return {
    job: set.job, dataSet: set.dataSet, kind: set.kind, index, attempt: index === 90 ? 1 : 0, epoch: 7 + (index % 5), state, subpartitionCount: set.subpartitionCount,
    workers: holdersOf(set, index), payloadBytes: bytes, frameCount: bytes === null ? null : Math.ceil(bytes / 32_768),
    skew: bytes === null ? null : bytes / (summary.payloadBytes / Math.max(1, summary.attempts.committed)),
    allocatedAt: new Date(StartedAt + 1_200_000 + index * 21).toISOString(),
  };
}

const Orders = {
  bytes: p => p.payloadBytes ?? -1, frames: p => p.frameCount ?? -1, skew: p => p.skew ?? -1, state: p => p.state, age: p => -Date.parse(p.allocatedAt), index: p => p.index,
};

const kept = new Map();
/** Selected and sorted, remembered by its question: a real service keeps it sorted too. */
export function select(query) {
  const key = ['job', 'dataSet', 'state', 'worker', 'minBytes', 'sort'].map(name => query.getAll(name).join(',')).join('|');
  if (!kept.has(key) || kept.get(key).until < Date.now()) {
    const states = query.getAll('state');
    const items = dataSets
      .filter(set => (query.get('job') ?? set.job) === set.job && (query.get('dataSet') ?? set.dataSet) === set.dataSet)
      .flatMap(set => Array.from({ length: set.producers }, (_, index) => partition(set, index)))
      .filter(p => (states.length === 0 || states.includes(p.state)) && (!query.get('worker') || p.workers.includes(query.get('worker'))) && (p.payloadBytes ?? 0) >= Number(query.get('minBytes') ?? 0));
    kept.set(key, { items: sort(items, query.get('sort') ?? 'index'), until: Date.now() + 10_000 });
  }
  return kept.get(key).items;
}

function sort(items, by) {
  const order = Orders[by.replace('-', '')];
  const sign = by.startsWith('-') ? -1 : 1;
  return items.sort((a, b) => sign * (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

export function jobAnswer(job) {
  const sets = dataSets.filter(set => set.job === job.job).map(dataSetAnswer);
  const attempts = { allocated: 0, writing: 0, committed: 0, releasing: 0, failed: 0, lost: 0 };
  sets.forEach(set => Object.keys(attempts).forEach(state => { attempts[state] += set.attempts[state]; }));
  return { ...job, heartbeatDeadline: new Date(Date.now() + 21_000).toISOString(), dataSetCount: sets.length, attempts, payloadBytes: sets.reduce((sum, set) => sum + set.payloadBytes, 0) };
}

export const jobAnswers = () => jobs.map(jobAnswer);
