import type { Blocker, Wait } from '../../api/types';
import { Badge } from '../../components/Badge';
import { blockerTone, blockerWords } from '../../components/tones';

/** How many wait for what. */
export function BlockerSummary({ waits }: { waits: readonly Wait[] }) {
  const counts = new Map<Blocker, number>();
  waits.forEach(wait => counts.set(wait.blocker, (counts.get(wait.blocker) ?? 0) + 1));
  return (
    <ul class="legend" aria-label="Waits by what blocks them">
      {[...counts].sort((a, b) => b[1] - a[1]).map(([blocker, number]) => <li key={blocker}><Badge tone={blockerTone(blocker)}>{blockerWords[blocker] ?? blocker}</Badge> <b>{number}</b></li>)}
    </ul>
  );
}
