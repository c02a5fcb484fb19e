import { chance, id } from './random.mjs';
import { StartedAt, workerIds } from './workers.mjs';

export const HotSubpartition = 137;
export const StragglerProducer = 42;
export const HeavyProducer = 77;
export const DamagedIndex = 13;
export const SlowReaderIndex = 5;

const dataSet = (job, name, fields) => ({ job, dataSet: id(job, name), kind: 'Map', producers: 4, subpartitionCount: 4, cell: () => 8192, state: () => 'Committed', ...fields });
const job = (name, minutes, fields = {}) => ({
  job: id('job', name), name, registeredAt: new Date(StartedAt + minutes * 60_000).toISOString(), heartbeatTimeoutSeconds: 30, durability: 'PageCache',
  preferredDiskKind: null, assignmentStrategy: 'LoadAware', takeovers: 0, ...fields,
});

export const jobs = [
  job('TeraSort 1 TiB, nightly', 20, { preferredDiskKind: 'Ssd', takeovers: 1 }),
  job('<img src=x onerror=alert(1)>', 95, { durability: 'Fsync' }),
  job('clickstream sessions \u202Egnp.exe', 130),
  job('word count', 170, { durability: 'Memory', assignmentStrategy: 'RoundRobin' }),
];

// A hot key, a producer with seven times its share, a straggler like it, and noise around an even share. Some cells are empty.
const skewed = (p, s) => {
  const noise = chance(1, p, s);
  const share = noise < 0.04 ? 0 : 24_000 * (0.5 + noise);
  return Math.round(share * (s === HotSubpartition ? 42 : 1) * (p === StragglerProducer || p === HeavyProducer ? 7 : 1) * (s > 150 && p > 120 ? 2.2 : 1));
};
const skewedState = p => p === StragglerProducer || p === 171 || p === 188 ? 'Writing' : p === 90 ? 'Failed' : p === 91 ? 'Lost' : p === DamagedIndex ? 'Lost' : p > 195 ? 'Allocated' : 'Committed';
const manyState = p => p % 97 === 0 ? 'Writing' : p % 1013 === 0 ? 'Failed' : p > 99_500 ? 'Allocated' : p % 503 === 0 ? 'Releasing' : 'Committed';

export const dataSets = [
  dataSet(jobs[0].job, 'sorted', { producers: 200, subpartitionCount: 200, cell: skewed, state: skewedState }),
  dataSet(jobs[0].job, 'sampled', { producers: 100_000, subpartitionCount: 16, cell: (p, s) => Math.round(600 * (0.3 + chance(2, p, s)) * (p % 1009 === 7 ? 30 : 1)), state: manyState }),
  dataSet(jobs[1].job, 'reduced', { kind: 'Reduce', producers: 32, subpartitionCount: 1, cell: p => Math.round(5e7 * (0.8 + 0.4 * chance(3, p))) }),
  dataSet(jobs[2].job, 'sessions', { producers: 64, subpartitionCount: 96, cell: (p, s) => Math.round(90_000 * chance(4, p, s) ** 3), state: p => p % 7 === 3 ? 'Writing' : 'Committed' }),
];

/** The workers that hold a partition; number 5, who is gone, held some. */
export function holdersOf(set, index) {
  const first = Math.floor(chance(5, index, set.producers) * 5);
  return set.state(index) === 'Lost' && index !== DamagedIndex ? [workerIds[5]] : [workerIds[first]];
}
