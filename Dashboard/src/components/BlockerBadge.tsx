import type { Blocker } from '../api/types';
import { duration } from '../format/time';
import { Badge } from './Badge';
import { blockerTone, blockerWords } from './tones';

/** What a channel waits for, and since when. */
export function BlockerBadge({ blocker, seconds }: { blocker: Blocker; seconds?: number }) {
  const since = blocker !== 'None' && seconds !== undefined ? ` ${duration(seconds)}` : '';
  return <Badge tone={blockerTone(blocker, seconds)}>{(blockerWords[blocker] ?? blocker) + since}</Badge>;
}
