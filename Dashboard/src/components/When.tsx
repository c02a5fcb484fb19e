import { ago, dayAndClock } from '../format/time';
import { useNow } from '../live/useNow';

/** A moment, as how long ago it was; the title tells it exactly. */
export function When({ at }: { at: string | null }) {
  const now = useNow();
  return at === null ? <span>–</span> : <time dateTime={at} title={`${dayAndClock(at)} (${at})`}>{ago(at, now)}</time>;
}
