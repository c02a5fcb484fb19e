import type { StateCounts } from '../api/types';
import { count } from '../format/numbers';
import { countOf, states, total } from './states';
import { stateTones } from './tones';

/** The states of many partitions as one bar. Each state that occurs is at least a sliver wide: one lost among a million must show. */
export function StateBar({ counts, label }: { counts: StateCounts; label: string }) {
  const all = total(counts);
  const present = states.filter(state => countOf(counts, state) > 0);
  const words = present.map(state => `${count(countOf(counts, state))} ${state.toLowerCase()}`).join(', ');
  return (
    <span class="statebar" role="img" aria-label={`${label}: ${words || 'none'}`} title={words}>
      {all > 0 && present.map(state => <span key={state} class={stateTones[state]} style={{ flexGrow: String(countOf(counts, state) / all) }} />)}
    </span>
  );
}
