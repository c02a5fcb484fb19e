import { clock } from '../format/time';

/** When the service last told what is on the page. */
export function AsOf({ at }: { at: number | null }) {
  return <span class="asof">{at === null ? '' : `as of ${clock(at)}`}</span>;
}
