import type { Event } from '../api/types';
import { clock, dayAndClock } from '../format/time';
import { shown } from '../format/names';
import { Badge } from './Badge';
import { EventSubject } from './EventSubject';
import { severityTones } from './tones';

/** Events, as they come: the caller orders them. */
export function EventList({ events, label, withSubject = true }: { events: readonly Event[]; label: string; withSubject?: boolean }) {
  return (
    <ol class="events" aria-label={label}>
      {events.map(event => (
        <li key={event.sequence} class={event.severity}>
          <time dateTime={event.at} title={dayAndClock(event.at)}>{clock(event.at)}</time>
          <Badge tone={severityTones[event.severity] ?? 'idle'}>{event.kind}</Badge>
          <span class="text"><bdi>{shown(event.text)}</bdi>{withSubject && <EventSubject event={event} />}</span>
        </li>
      ))}
    </ol>
  );
}
