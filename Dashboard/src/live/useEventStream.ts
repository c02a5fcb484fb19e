import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import { token } from '../api/token';
import type { Cluster } from '../api/types';
import { Backoff } from './backoff';
import { eventLog, merge } from './eventLog';
import { followEvents } from './eventStream';
import { pause } from './pause';
import { useStore } from './store';

/** How many events that were before this tab opened it asks for. */
const Before = 1000;

/** Keeps the event log of this tab up to date: one stream for all pages. */
export function useEventStream(): void {
  const held = useStore(token);
  useEffect(() => {
    const ended = new AbortController();
    void run(ended.signal);
    return () => ended.abort();
  }, [held]);
}

async function run(signal: AbortSignal): Promise<void> {
  const from = eventLog.get().events[0]?.sequence ?? (await firstPlace(signal));
  const update = (change: Partial<ReturnType<typeof eventLog.get>>) => eventLog.set({ ...eventLog.get(), ...change });
  let first = true;
  await followEvents(from, {
    events: events => update({ events: merge(eventLog.get().events, events) }),
    // Reaching back before the first event of all also reads as "missed": it counts only after a break.
    missed: () => update(first ? {} : { missed: true }),
    state: state => {
      first = first && state !== 'broken';
      update({ state });
    },
  }, signal);
}

async function firstPlace(signal: AbortSignal): Promise<number> {
  const backoff = new Backoff();
  while (!signal.aborted) {
    try {
      return Math.max(0, (await get<Cluster>('/cluster', signal)).lastEventSequence - Before);
    } catch {
      // The banner says that the service is silent; the stream waits for it.
      await pause(backoff.next(), signal);
    }
  }
  return 0;
}
