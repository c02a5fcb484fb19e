import type { State, StateCounts } from '../api/types';

/** In the order in which a partition lives. */
export const states: readonly State[] = ['Committed', 'Writing', 'Allocated', 'Releasing', 'Failed', 'Lost'];

export function countOf(counts: StateCounts, state: State): number {
  return counts[state.toLowerCase() as keyof StateCounts];
}

export function total(counts: StateCounts): number {
  return states.reduce((sum, state) => sum + countOf(counts, state), 0);
}
