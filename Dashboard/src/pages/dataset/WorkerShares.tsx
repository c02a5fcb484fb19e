import type { DataSet } from '../../api/types';
import { Card } from '../../components/Card';
import type { Column } from '../../components/Column';
import { DataTable } from '../../components/DataTable';
import { WorkerLink } from '../../components/WorkerLink';
import { bytes } from '../../format/bytes';
import { count } from '../../format/numbers';

const columns: readonly Column<DataSet['workers'][number]>[] = [
  { name: 'Worker', cell: share => <WorkerLink worker={share.worker} /> },
  { name: 'Partitions', numeric: true, by: share => share.attempts, cell: share => count(share.attempts) },
  { name: 'Payload', numeric: true, by: share => share.payloadBytes, cell: share => bytes(share.payloadBytes) },
];

export function WorkerShares({ set }: { set: DataSet }) {
  return <Card title="Where it lies"><DataTable caption="Workers that hold this data set" columns={columns} rows={set.workers} rowKey={share => share.worker} initialSort={{ field: 'Payload', descending: true }} empty={<p class="none">Nowhere yet.</p>} /></Card>;
}
