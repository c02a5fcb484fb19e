import type { State, StateCounts } from '../api/types';
import { count } from '../format/numbers';
import { Badge } from './Badge';
import { countOf, states } from './states';
import { stateTones } from './tones';

/** The numbers behind a state bar, each a link to its partitions. */
export function StateLegend({ counts, href }: { counts: StateCounts; href: (state: State) => string }) {
  return (
    <ul class="legend">
      {states.map(state => (
        <li key={state} class={countOf(counts, state) === 0 ? 'none' : undefined}>
          <a href={href(state)}><Badge tone={stateTones[state]}>{state}</Badge> <b>{count(countOf(counts, state))}</b></a>
        </li>
      ))}
    </ul>
  );
}
