import type { Blocker } from '../../api/types';

/** What to do about each blocker, in one sentence. */
export const adviceFor: Record<Blocker, string> = {
  None: '',
  NoCredit: 'The reader has no room for more until its task consumes what it has got. Look at that task in the engine.',
  Memory: 'The worker’s memory budget is used up. See its ledger for the largest holder.',
  DiskQueue: 'The disk has more work than it can do. See its state; exclude the directory if it is failing.',
  ColdRead: 'The data is being fetched from the disk. This passes, unless the disk is slow.',
  Commit: 'The worker is making the data durable. This passes, unless the disk is slow.',
  SlowReader: 'The reader takes its data too slowly. Look at that task in the engine.',
  SlowWriter: 'The writer sends too slowly. Look at that task in the engine.',
  Opening: 'The channel is being opened. If it lasts, look at the worker’s connections.',
  WorkerGone: 'Bring the worker back within its time, or let the engine run the producer again.',
  NoWorker: 'No worker takes new partitions. Start one, free disk space, or include an excluded one.',
  NotCommitted: 'The producer has not finished. Look at its task in the engine.',
};
