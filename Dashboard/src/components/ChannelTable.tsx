import { links } from '../app/links';
import type { Channel } from '../api/types';
import { bytes } from '../format/bytes';
import { shown } from '../format/names';
import { percent } from '../format/numbers';
import { BlockerBadge } from './BlockerBadge';
import type { Column } from './Column';
import { DataTable } from './DataTable';
import { JobLink } from './JobLink';

const columns: readonly Column<Channel>[] = [
  { name: 'Peer', by: one => one.peer, cell: one => shown(one.peer) },
  { name: 'Does', by: one => one.direction, cell: one => `${one.direction}s ${one.subpartitionCount === 1 ? `subpartition ${one.firstSubpartition}` : `${one.firstSubpartition}–${one.firstSubpartition + one.subpartitionCount - 1}`}` },
  { name: 'Partition', by: one => one.index ?? -1, cell: one => one.index === null ? <a href={links.dataSet(one.job, one.dataSet)}>many producers</a> : <a href={links.partition(one.job, one.dataSet, one.index)}>partition {one.index}</a> },
  { name: 'Job', cell: one => <JobLink job={one.job} /> },
  { name: 'Waits', by: one => one.waitingSeconds, cell: one => <BlockerBadge blocker={one.waiting} seconds={one.waitingSeconds} /> },
  { name: 'Moved', numeric: true, by: one => one.bytes, cell: one => one.totalBytes === null ? bytes(one.bytes) : `${bytes(one.bytes)}, ${percent(one.bytes, one.totalBytes)}` },
  { name: 'Credit', numeric: true, by: one => one.creditBytes, cell: one => bytes(one.creditBytes) },
  { name: 'Backlog', numeric: true, by: one => one.backlogBytes ?? -1, cell: one => bytes(one.backlogBytes) },
  { name: 'Held', numeric: true, by: one => one.heldBytes, cell: one => bytes(one.heldBytes) },
];

/** Open channels: who moves what, how far it is, what it waits for. */
export function ChannelTable({ channels, empty, ofPartition = false }: { channels: readonly Channel[]; empty: string; ofPartition?: boolean }) {
  return <DataTable caption="Channels" columns={ofPartition ? columns.filter(column => column.name !== 'Partition' && column.name !== 'Job') : columns} rows={channels} rowKey={one => `${one.connection} ${one.direction} ${one.channel}`} initialSort={{ field: 'Waits', descending: true }} empty={<p class="none">{empty}</p>} />;
}
