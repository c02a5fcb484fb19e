import { clock, duration } from '../format/time';
import { reachability } from '../live/reachability';
import { useStore } from '../live/store';
import { useNow } from '../live/useNow';

/** Says that the service is silent, and how old what stands on the screen is. The running seconds are for eyes only: read aloud, they would never end. */
export function SilenceBanner() {
  const { reachable, since, lastAnswerAt, reason } = useStore(reachability);
  const now = useNow();
  return (
    <div role="alert" class="alertplace">
      {!reachable && (
        <div class="banner">
          <b>The service cannot be reached</b>
          <span>{reason}. {lastAnswerAt === null ? 'There was no answer yet.' : `What you see is as of ${clock(lastAnswerAt)}.`} This page keeps trying.</span>
          <span class="since" aria-hidden="true">since {duration((now - since) / 1000)}</span>
        </div>
      )}
    </div>
  );
}
