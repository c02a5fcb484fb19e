import type { Event } from '../api/types';
import { createStore } from './store';
import type { StreamState } from './eventStream';

/** What this tab keeps of the service's events, newest first. */
export type EventLog = { events: readonly Event[]; state: StreamState; missed: boolean };

export const Kept = 2000;
export const eventLog = createStore<EventLog>({ events: [], state: 'connecting', missed: false });

/** Newest first, each once, at most `Kept`. */
export function merge(known: readonly Event[], more: readonly Event[]): Event[] {
  const newest = known[0]?.sequence ?? -1;
  const fresh = more.filter(event => event.sequence > newest).sort((a, b) => b.sequence - a.sequence);
  return [...fresh, ...known].slice(0, Kept);
}
