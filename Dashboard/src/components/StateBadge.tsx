import type { State } from '../api/types';
import { Badge } from './Badge';
import { stateTones } from './tones';

export function StateBadge({ state }: { state: State }) {
  return <Badge tone={stateTones[state] ?? 'idle'}>{state}</Badge>;
}
