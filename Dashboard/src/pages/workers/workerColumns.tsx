import { links } from '../../app/links';
import type { Worker } from '../../api/types';
import { Badge } from '../../components/Badge';
import type { Column } from '../../components/Column';
import { IdText } from '../../components/IdText';
import { Meter } from '../../components/Meter';
import { diskTones, workerTones } from '../../components/tones';
import { When } from '../../components/When';
import { shown } from '../../format/names';
import { count } from '../../format/numbers';

export const workerColumns: readonly Column<Worker>[] = [
  { name: 'Worker', by: worker => `${worker.host}:${worker.dataPort}`, cell: worker => <span class="two"><a href={links.worker(worker.worker)}>{shown(worker.host)}:{worker.dataPort}</a><IdText id={worker.worker} what="worker id" /></span> },
  { name: 'State', by: worker => worker.state, cell: worker => <span class="two"><Badge tone={workerTones[worker.state]}>{worker.state}</Badge>{worker.reason !== '' && <small class="said">{shown(worker.reason)}</small>}</span> },
  { name: 'Rack, node', by: worker => worker.rack, cell: worker => <span class="two"><span>{worker.rack === '' ? '–' : shown(worker.rack)}</span><small>{shown(worker.node)}</small></span> },
  { name: 'Heard', by: worker => worker.lastHeardAt ?? '', cell: worker => <When at={worker.lastHeardAt} /> },
  { name: 'Memory', by: worker => worker.memoryInUseBytes / Math.max(1, worker.memoryBudgetBytes), cell: worker => <Meter label="Memory" hideLabel used={worker.memoryInUseBytes} whole={worker.memoryBudgetBytes} /> },
  { name: 'Disk', by: worker => worker.storedBytes / Math.max(1, worker.storedBytes + worker.usableBytes), cell: worker => <Meter label="Disk" hideLabel used={worker.storedBytes} whole={worker.storedBytes + worker.usableBytes} /> },
  { name: 'Disks', by: worker => worker.disks.filter(disk => disk.state !== 'Healthy').length, cell: disks },
  { name: 'Writing', numeric: true, by: worker => worker.openWriteChannels, cell: worker => count(worker.openWriteChannels) },
  { name: 'Reading', numeric: true, by: worker => worker.openReadChannels, cell: worker => count(worker.openReadChannels) },
  { name: 'Partitions', numeric: true, by: worker => worker.attempts, cell: worker => count(worker.attempts) },
];

function disks(worker: Worker) {
  const unwell = worker.disks.filter(disk => disk.state !== 'Healthy');
  return unwell.length === 0
    ? <Badge tone="good">{worker.disks.length} healthy</Badge>
    : <span class="two">{unwell.map(disk => <Badge key={disk.directory} tone={diskTones[disk.state]} title={disk.reason}>{disk.state.toLowerCase()}: {shown(disk.directory)}</Badge>)}</span>;
}
