import type { Blocker, Disk, Severity, State, Verification, Worker } from '../api/types';
import type { Tone } from './Badge';

// One place that says which state looks like what.
export const stateTones: Record<State, Tone> = { Allocated: 'idle', Writing: 'busy', Committed: 'good', Releasing: 'leaving', Failed: 'bad', Lost: 'lost' };
export const workerTones: Record<Worker['state'], Tone> = { Active: 'good', Draining: 'leaving', Excluded: 'warn', Gone: 'bad' };
export const diskTones: Record<Disk['state'], Tone> = { Healthy: 'good', Slow: 'warn', Failed: 'bad', Excluded: 'leaving' };
export const severityTones: Record<Severity, Tone> = { info: 'idle', warning: 'warn', error: 'bad' };
export const checkTones: Record<Verification['outcome'], Tone> = { Intact: 'good', Damaged: 'bad', Unreadable: 'bad', Gone: 'lost', InMemory: 'idle', NotStored: 'idle', Released: 'idle', Busy: 'idle', Stopping: 'idle' };

export const blockerWords: Record<Blocker, string> = {
  None: 'not waiting', NoCredit: 'no credit', Memory: 'memory', DiskQueue: 'disk queue', ColdRead: 'cold read', Commit: 'commit', SlowReader: 'slow reader', SlowWriter: 'slow writer',
  Opening: 'opening', WorkerGone: 'worker gone', NoWorker: 'no worker', NotCommitted: 'not committed',
};

const Grave: ReadonlySet<Blocker> = new Set(['WorkerGone', 'NoWorker']);
const Passing: ReadonlySet<Blocker> = new Set(['Opening', 'ColdRead', 'Commit']);

/** A wait that passes by itself becomes worth a look after 5 s; any other is worth one at once if nobody knows how long it lasts. */
export function blockerTone(blocker: Blocker, seconds?: number): Tone {
  return blocker === 'None' ? 'good'
    : Grave.has(blocker) ? 'bad'
    : (seconds === undefined && !Passing.has(blocker)) || (seconds ?? 0) >= 5 ? 'warn' : 'busy';
}

export function isPassing(blocker: Blocker): boolean {
  return blocker === 'None' || Passing.has(blocker);
}
