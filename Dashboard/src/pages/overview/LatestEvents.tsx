import { links } from '../../app/links';
import { Card } from '../../components/Card';
import { EventList } from '../../components/EventList';
import { eventLog } from '../../live/eventLog';
import { useStore } from '../../live/store';

const Shown = 8;

export function LatestEvents() {
  const { events } = useStore(eventLog);
  return (
    <Card title="Latest events" wide aside={<a href={links.events()}>All events</a>}>
      {events.length === 0 ? <p class="none">None yet. What happens from now on shows here by itself.</p> : <EventList events={events.slice(0, Shown)} label="Latest events" />}
    </Card>
  );
}
