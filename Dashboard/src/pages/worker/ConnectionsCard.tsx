import type { Connection } from '../../api/types';
import { Card } from '../../components/Card';
import type { Column } from '../../components/Column';
import { DataTable } from '../../components/DataTable';
import { When } from '../../components/When';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { count } from '../../format/numbers';
import { duration } from '../../format/time';

/** Silence beyond this is worth a look: keepalives go both ways more often. */
const LongSilence = 30;

const columns: readonly Column<Connection>[] = [
  { name: 'Peer', by: one => one.peer, cell: one => shown(one.peer) },
  { name: 'Role', by: one => one.role, cell: one => one.role },
  { name: 'Channels', numeric: true, by: one => one.channels, cell: one => count(one.channels) },
  { name: 'Received', numeric: true, by: one => one.receivedBytes, cell: one => bytes(one.receivedBytes) },
  { name: 'Sent', numeric: true, by: one => one.sentBytes, cell: one => bytes(one.sentBytes) },
  { name: 'Silent', numeric: true, by: one => one.silentSeconds, cell: one => <span class={one.silentSeconds > LongSilence ? 'alarm' : undefined}>{duration(one.silentSeconds)}</span> },
  { name: 'Opened', by: one => one.openedAt, cell: one => <When at={one.openedAt} /> },
];

export function ConnectionsCard({ connections, total }: { connections: readonly Connection[]; total: number }) {
  return (
    <Card title="Connections" wide aside={<span class="hint">{connections.length < total ? `${connections.length} of ${count(total)}` : count(total)}</span>}>
      <DataTable caption="Connections" columns={columns} rows={connections} rowKey={one => one.connection} initialSort={{ field: 'Sent', descending: true }} empty={<p class="none">Nobody is connected. Writers and readers connect when they open their first channel.</p>} />
    </Card>
  );
}
