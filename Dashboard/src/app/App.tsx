import { useEffect, useRef } from 'preact/hooks';
import { tokenWanted } from '../api/token';
import { useClusterFeed } from '../live/cluster';
import { useNames } from '../live/names';
import { useStore } from '../live/store';
import { useEventStream } from '../live/useEventStream';
import { Header } from './Header';
import { Page } from './Page';
import { ReadTokenDialog } from './ReadTokenDialog';
import { SilenceBanner } from './SilenceBanner';
import { useRoute } from './useRoute';

export function App() {
  useClusterFeed();
  useNames();
  useEventStream();
  const route = useRoute();
  const wantsToken = useStore(tokenWanted);
  const main = useRef<HTMLElement>(null);
  const place = JSON.stringify(route);
  const shown = useRef(place);
  // A new page starts at its title, for eyes and for screen readers alike; the first page leaves the focus where the browser put it.
  useEffect(() => {
    if (shown.current !== place) {
      shown.current = place;
      scrollTo(0, 0);
      document.getElementById('title')?.focus({ preventScroll: true });
    }
  }, [place]);
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>Skip to the content</button>
      <Header route={route} />
      <SilenceBanner />
      <main ref={main} tabIndex={-1}><Page key={pageKey(place)} route={route} /></main>
      {wantsToken && <ReadTokenDialog />}
    </>
  );
}

/** A page begins anew for another thing, but not for another filter of the same list. */
function pageKey(place: string): string {
  return place.includes('"page":"partitions"') ? 'partitions' : place;
}
