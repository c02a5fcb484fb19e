import type { WorkerDetail } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Card } from '../../components/Card';
import { Meter } from '../../components/Meter';
import { diskTones } from '../../components/tones';
import { When } from '../../components/When';
import { shown } from '../../format/names';
import { count, counted } from '../../format/numbers';
import { ExcludeButton } from './ExcludeButton';

/** The data directories: how they are, how full, and what queues before them. */
export function DisksCard({ detail, onDone }: { detail: WorkerDetail; onDone: () => void }) {
  const inside = new Map(detail.inside?.disks.map(disk => [disk.directory, disk]));
  return (
    <Card title="Disks">
      <ul class="disks">{detail.disks.map(disk => {
        const more = inside.get(disk.directory);
        return (
          <li key={disk.directory}>
            <div class="row"><b>{shown(disk.directory)}</b><span class="tag">{disk.kind.toUpperCase()}</span><Badge tone={diskTones[disk.state]}>{disk.state}</Badge><ExcludeButton worker={detail} directory={disk.directory} onDone={onDone} /></div>
            {disk.reason !== '' && <p class="reason">{shown(disk.reason)}</p>}
            <Meter label="Stored" used={disk.storedBytes} whole={disk.storedBytes + disk.usableBytes} />
            {more !== undefined && <p class="hint">{count(more.queuedWork)} queued, {counted(more.waitingReads, 'read')} waiting, {counted(more.openFiles, 'file')} open, {counted(more.partitions, 'partition')}, scrubbed {more.scrubbedAt === null ? 'never' : <When at={more.scrubbedAt} />}</p>}
          </li>
        );
      })}</ul>
    </Card>
  );
}
