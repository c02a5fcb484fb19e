import { useState } from 'preact/hooks';
import { withQuery } from '../../api/query';
import type { Channel, Id, Page } from '../../api/types';
import { Answer } from '../../components/Answer';
import { Card } from '../../components/Card';
import { ChannelTable } from '../../components/ChannelTable';
import { count } from '../../format/numbers';
import { usePolled } from '../../live/usePolled';

const Shown = 100;

/** The channels of one worker, those that wait longest first. */
export function ChannelsCard({ worker }: { worker: Id }) {
  const [direction, setDirection] = useState('');
  const [waiting, setWaiting] = useState(false);
  const polled = usePolled<Page<Channel>>(withQuery(`/workers/${worker}/channels`, { direction, waiting: waiting ? true : null, sort: '-waitingSeconds', take: Shown }));
  return (
    <Card title="Channels" wide aside={polled.data !== null && <span class="hint">{polled.data.totalCount > Shown ? `the ${Shown} that wait longest of ${count(polled.data.totalCount)}` : count(polled.data.totalCount)}</span>}>
      <div class="filters">
        <label>Direction <select value={direction} onChange={event => setDirection(event.currentTarget.value)}><option value="">both</option><option value="write">write</option><option value="read">read</option></select></label>
        <label class="check"><input type="checkbox" checked={waiting} onChange={event => setWaiting(event.currentTarget.checked)} /> only those that wait</label>
      </div>
      <Answer of={polled}>{page => <ChannelTable channels={page.items} empty={waiting ? 'No channel waits.' : 'No channel is open.'} />}</Answer>
    </Card>
  );
}
