import { channels, channelsOf, waits } from './channels.mjs';
import { append, events, lastSequence, selector } from './events.mjs';
import { id } from './random.mjs';
import { DamagedIndex, dataSets, jobs } from './jobs.mjs';
import { layout, receipt } from './layout.mjs';
import { matrix } from './matrix.mjs';
import { bytesOf, dataSetAnswer, jobAnswer, jobAnswers, partition, released, select } from './partitions.mjs';
import { StartedAt, disksOf, excluded, traffic, worker, workerIds, workers } from './workers.mjs';

const since = seconds => new Date(Date.now() - seconds * 1000).toISOString();

export function paged(items, query, missing = []) {
  const [skip, take] = [Number(query.get('skip') ?? 0), Math.min(1000, Number(query.get('take') ?? 100))];
  return { items: items.slice(skip, skip + take), totalCount: items.length, skip, missing };
}

const gone = { worker: workerIds[5], reason: 'it has not been heard of for 94 s' };
const sum = (items, field) => items.reduce((total, item) => total + item[field], 0);

export function cluster(changesEnabled) {
  const all = workers();
  const sets = dataSets.map(dataSetAnswer);
  const attempts = { allocated: 0, writing: 0, committed: 0, releasing: 0, failed: 0, lost: 0 };
  sets.forEach(set => Object.keys(attempts).forEach(state => { attempts[state] += set.attempts[state]; }));
  const total = field => workerIds.reduce((all, _, n) => all + traffic(n)[field], 0);
  return {
    kind: 'cluster', version: '0.1.0', at: since(0), startedAt: new Date(StartedAt).toISOString(), workerCount: 6, goneWorkerCount: 1, excludedWorkerCount: excluded.size, jobCount: jobs.length,
    dataSetCount: sets.length, attempts, payloadBytes: sum(sets, 'payloadBytes'), storedBytes: sum(all, 'storedBytes'), usableBytes: sum(all, 'usableBytes'),
    memoryBudgetBytes: sum(all, 'memoryBudgetBytes'), memoryInUseBytes: sum(all, 'memoryInUseBytes'), openWriteChannels: sum(all, 'openWriteChannels'), openReadChannels: sum(all, 'openReadChannels'),
    receivedBytes: total('receivedBytes'), sentBytes: total('sentBytes'), lastEventSequence: lastSequence(), changesEnabled,
    notices: [
      { severity: 'error', text: 'Worker 10.1.0.16 has not been heard of for 94 s; 3 partitions lie only there', worker: workerIds[5], job: null },
      { severity: 'error', text: 'Disk /data/ssd1 of 10.1.0.14 failed: input/output error', worker: workerIds[3], job: null },
      { severity: 'error', text: 'Partition 13 of TeraSort 1 TiB, nightly is damaged and in quarantine', worker: null, job: jobs[0].job },
      { severity: 'warning', text: 'A reader of TeraSort 1 TiB, nightly has taken nothing for more than a minute', worker: workerIds[1], job: jobs[0].job },
      { severity: 'warning', text: 'Disk /data/hdd0 of 10.1.0.13 is slow', worker: workerIds[2], job: null },
      { severity: 'info', text: 'Worker 10.1.0.15 is excluded: kernel update tonight', worker: workerIds[4], job: null },
    ],
    missing: [gone],
  };
}

export function ledger(n) {
  const budget = worker(n).memoryBudgetBytes;
  const inUse = worker(n).memoryInUseBytes;
  const holder = (kind, owner, share, index = null) => ({
    kind, owner, job: index === null ? null : dataSets[0].job, dataSet: index === null ? null : dataSets[0].dataSet, index, attempt: index === null ? null : 0,
    guaranteedBytes: 4 << 20, quotaBytes: Math.round(budget * share * 1.3), inUseBytes: Math.round(inUse * share),
  });
  const holders = [
    holder('connection', 'reader 10.2.0.39:39004', n === 1 ? 0.46 : 0.12), holder('kept', 'partitions kept in memory', 0.18), holder('writeChannel', 'writer of partition 42', 0.11, 42),
    holder('writeChannel', 'writer of partition 171', 0.08, 171), holder('append', 'appends of /data/ssd0', 0.05), holder('connection', 'reader 10.2.0.31:51844', 0.04), holder('other', 'index cache', 0.03),
  ];
  return {
    budgetBytes: budget, bufferBytes: 65_536, inUseBytes: inUse, promisedBytes: Math.round(budget * 0.02), freeBytes: Math.max(0, Math.round(budget * 0.98) - inUse), holders, holderCount: 61,
    waiters: n === 1 ? [{ kind: 'writeChannel', owner: 'writer of partition 42', wantedBytes: 16 << 20, waitingSeconds: 41.5, waitsFor: 'free memory; the largest holder is reader 10.2.0.39:39004 with 3.6 GiB' }] : [], waiterCount: n === 1 ? 1 : 0,
  };
}

export function workerDetail(n) {
  if (n === 5) {
    return { ...worker(n), inside: null, missing: [gone] };
  }
  const connection = (peer, role, channels, silentSeconds) => ({ connection: `c${peer}`, peer: `10.2.0.${peer}:${40_000 + peer * 31}`, role, openedAt: since(peer * 60), channels, receivedBytes: role === 'writer' ? 4e10 + peer * 1e8 : 2e5, sentBytes: role === 'reader' ? 3e10 + peer * 1e8 : 1e5, silentSeconds });
  return {
    ...worker(n), missing: [], inside: {
      startedAt: since(10_400), connections: [connection(31, 'reader', 61, 0.1), connection(32, 'reader', 48, 0.2), connection(39, 'reader', 8, 94), connection(41, 'writer', 22, 0), connection(42, 'writer', 16, 0.4), connection(50, 'unknown', 0, 3.1)],
      connectionCount: 6, maxConnections: 4096, maxWriteChannels: 4096, maxReadChannels: 16_384, ...traffic(n), receivedFrames: 6_411_900, sentFrames: 5_190_020, verificationFailures: n === 0 ? 1 : 0,
      openFiles: 311, maxOpenFiles: 4096, keptPartitions: 240, keptBytes: 1.4e9, quarantinedFiles: n === 0 ? 1 : 0, quarantinedBytes: n === 0 ? bytesOf(dataSets[0])[DamagedIndex] : 0,
      disks: disksOf(n).map((disk, d) => ({ ...disk, queuedWork: disk.state === 'Slow' ? 212 : 3 + d, waitingReads: disk.state === 'Slow' ? 44 : 1, openFiles: 150, partitions: 8000, scrubbedAt: since(4000) })),
      ledger: ledger(n), recovery: { partitions: 15_212, damaged: 1, removed: 4, seconds: 12.4 },
    },
  };
}

export const verification = (set, index, by = 'Operator', at = since(0)) => ({
  worker: partition(set, index).workers[0], attempt: 0, epoch: 7 + (index % 5), at, outcome: index === DamagedIndex && set.producers === 200 ? 'Damaged' : 'Intact', frames: receipt(set, index).frameCount,
  bytes: bytesOf(set)[index], seconds: 0.08, detail: index === DamagedIndex && set.producers === 200 ? 'frame 311 (region 4, subpartition 77, offset 2,310,144) does not match its CRC32C' : '', by,
});

const checks = new Map();
export function verify(set, index) {
  const check = verification(set, index);
  checks.set(`${set.dataSet}/${index}`, [check, ...(checks.get(`${set.dataSet}/${index}`) ?? [])]);
  return check;
}

export function release(set, index) {
  released.add(`${set.dataSet}/${index}`);
  append('warning', 'PartitionReleased', 'Released by an operator', { job: set.job, dataSet: set.dataSet, index });
}

export function partitionDetail(set, index) {
  const now = partition(set, index);
  const share = n => ({ worker: workerIds[n], host: `10.1.0.${11 + n}`, dataPort: 7431, receipt: now.payloadBytes === null ? null : receipt(set, index), released: false, mayHaveRemains: n === 5 });
  const holder = workerIds.indexOf(now.workers[0]);
  const attempts = [{ attempt: now.attempt, epoch: now.epoch, state: now.state, subpartitionCount: set.subpartitionCount, allocatedAt: now.allocatedAt, receipt: now.payloadBytes === null ? null : receipt(set, index), shares: [share(holder)] }];
  if (index % 10 === 0 || index === 5) {
    attempts.push({ attempt: 0, epoch: 2, state: 'Failed', subpartitionCount: set.subpartitionCount, allocatedAt: new Date(StartedAt + 900_000).toISOString(), receipt: null, shares: [{ ...share((holder + 1) % 5), receipt: null, released: true, mayHaveRemains: true }] });
  }
  return {
    job: set.job, dataSet: set.dataSet, kind: set.kind, index, attempts, events: events().filter(e => e.dataSet === set.dataSet && e.index === index),
    channels: channels().filter(c => c.dataSet === set.dataSet && c.index === index),
    checks: [...(checks.get(`${set.dataSet}/${index}`) ?? []), ...(now.payloadBytes === null ? [] : [verification(set, index, 'Scrubber', since(4000))])], missing: [],
  };
}

export const findSet = (job, dataSet) => dataSets.find(set => set.job === job && set.dataSet === dataSet);
export { channelsOf, id, jobAnswer, jobAnswers, jobs, layout, matrix, select, selector, waits, worker, workerIds, workers, excluded, dataSetAnswer, dataSets, events, lastSequence };
