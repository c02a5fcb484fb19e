import { chance, id } from './random.mjs';

const GiB = 2 ** 30;
export const StartedAt = Date.now() - 3 * 3600_000;
const ago = seconds => new Date(Date.now() - seconds * 1000).toISOString();

export const workerIds = Array.from({ length: 6 }, (_, n) => id('worker', n));
export const excluded = new Map([[workerIds[4], 'kernel update tonight']]);

/** Totals since the start: they grow with the clock, unevenly, so that their differences make a lively chart. */
export function traffic(n, now = Date.now()) {
  const t = (now - StartedAt) / 1000;
  const wave = (base, period) => base * 2 ** 20 * (t + (period / 7) * Math.sin(t / (period / 6)) + 2.5 * Math.sin(t / 2.3 + n));
  return n === 5 ? { receivedBytes: 0, sentBytes: 0 } : { receivedBytes: Math.round(wave(170 - 20 * n, 90)), sentBytes: Math.round(wave(110 + 12 * n, 140)) };
}

export function disksOf(n) {
  const disk = (directory, kind, stored, usable, state = 'Healthy', reason = '') =>
    ({ directory, kind, state, reason, usableBytes: usable * GiB, storedBytes: Math.round(stored * GiB) });
  return n === 2
    ? [disk('/data/ssd0', 'Ssd', 402, 120), disk('/data/hdd0', 'Hdd', 1210, 800, 'Slow', 'writes take 1.8 s at the 99th percentile, 40 times its neighbours')]
    : n === 3 ? [disk('/data/ssd0', 'Ssd', 300, 211), disk('/data/ssd1', 'Ssd', 0, 0, 'Failed', 'reading /data/ssd1 failed: input/output error')]
    : [disk('/data/ssd0', 'Ssd', 180 + 90 * n, 700 - 90 * n), disk('/data/ssd1', 'Ssd', 120 + 70 * n, 760 - 70 * n)];
}

export function worker(n) {
  const gone = n === 5;
  const disks = disksOf(n);
  const budget = 8 * GiB;
  const isExcluded = excluded.has(workerIds[n]);
  return {
    worker: workerIds[n], incarnation: id('incarnation', n), host: `10.1.0.${11 + n}`, dataPort: 7431, rack: n % 2 ? 'rack-b' : 'rack-a', node: `silo-${n}`,
    state: gone ? 'Gone' : isExcluded ? 'Excluded' : 'Active',
    reason: gone ? 'no heartbeat for 94 s' : excluded.get(workerIds[n]) ?? '',
    lastHeardAt: ago(gone ? 94 : chance(n, Date.now() / 2000) * 2), disks,
    usableBytes: disks.reduce((sum, d) => sum + d.usableBytes, 0), storedBytes: disks.reduce((sum, d) => sum + d.storedBytes, 0),
    memoryBudgetBytes: budget, memoryInUseBytes: gone ? 0 : Math.round(budget * (n === 1 ? 0.97 : 0.32 + 0.1 * n + 0.05 * Math.sin(Date.now() / 9000 + n))),
    openWriteChannels: gone ? 0 : 44 - 6 * n, openReadChannels: gone ? 0 : 160 + 11 * n, attempts: 16_700 + 13 * n, hasOrphans: n === 3,
  };
}

export const workers = () => workerIds.map((_, n) => worker(n));
