import type { Layout } from '../../api/types';
import { BlockerBadge } from '../../components/BlockerBadge';
import type { Column } from '../../components/Column';
import { DataTable } from '../../components/DataTable';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { percent } from '../../format/numbers';

type Reader = Layout['readers'][number];

const columns: readonly Column<Reader>[] = [
  { name: 'Reader', by: one => one.peer, cell: one => shown(one.peer) },
  { name: 'Subpartitions', by: one => one.firstSubpartition, cell: one => one.subpartitionCount === 1 ? String(one.firstSubpartition) : `${one.firstSubpartition}–${one.firstSubpartition + one.subpartitionCount - 1}` },
  { name: 'Stands at', numeric: true, by: one => one.offset, cell: one => <span title={`offset ${one.offset}`}>{bytes(one.offset)}</span> },
  { name: 'Has read', numeric: true, by: one => one.bytes, cell: one => `${bytes(one.bytes)} of ${bytes(one.totalBytes)}` },
  { name: 'Progress', numeric: true, by: one => one.bytes / Math.max(1, one.totalBytes), cell: one => percent(one.bytes, one.totalBytes) },
  { name: 'Waits', by: one => one.waiting, cell: one => <BlockerBadge blocker={one.waiting} /> },
];

/** Who reads the file right now, and where each stands in it. */
export function Readers({ layout }: { layout: Layout }) {
  return layout.readers.length === 0 ? null : <DataTable caption="Readers of this file" columns={columns} rows={layout.readers} rowKey={one => `${one.peer} ${one.firstSubpartition}`} />;
}
