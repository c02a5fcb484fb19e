import { createStore } from './store';

/** Whether the service answers. While it does not, the screen keeps what it last said and shows its age. */
export type Reachability = { reachable: boolean; since: number; lastAnswerAt: number | null; reason: string };

export const reachability = createStore<Reachability>({ reachable: true, since: Date.now(), lastAnswerAt: null, reason: '' });

export function reportAnswer(now = Date.now()): void {
  const before = reachability.get();
  if (!before.reachable || before.lastAnswerAt === null || now - before.lastAnswerAt > 1000) {
    reachability.set({ reachable: true, since: before.reachable ? before.since : now, lastAnswerAt: now, reason: '' });
  }
}

export function reportSilence(reason: string, now = Date.now()): void {
  const before = reachability.get();
  if (before.reachable) {
    reachability.set({ ...before, reachable: false, since: now, reason });
  }
}
