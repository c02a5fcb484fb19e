import type { Verification } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Card } from '../../components/Card';
import type { Column } from '../../components/Column';
import { DataTable } from '../../components/DataTable';
import { checkTones } from '../../components/tones';
import { When } from '../../components/When';
import { WorkerLink } from '../../components/WorkerLink';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { count } from '../../format/numbers';
import { outcomeWords } from './checkWords';

const by: Record<Verification['by'], string> = { Operator: 'an operator', Scrubber: 'the scrubber', Reader: 'a reader' };

const columns: readonly Column<Verification>[] = [
  { name: 'Outcome', by: one => one.outcome, cell: one => <span class="two"><Badge tone={checkTones[one.outcome] ?? 'idle'}>{outcomeWords[one.outcome] ?? one.outcome}</Badge>{one.detail !== '' && <small class="said">{shown(one.detail)}</small>}</span> },
  { name: 'When', by: one => one.at, cell: one => <span class="two"><When at={one.at} /><small>by {by[one.by] ?? one.by}</small></span> },
  { name: 'Frames', numeric: true, by: one => one.frames, cell: one => <span title={bytes(one.bytes)}>{count(one.frames)}</span> },
  { name: 'Worker', cell: one => <WorkerLink worker={one.worker} /> },
];

/** Whether every frame still matches its checksum, and who looked. */
export function ChecksCard({ checks }: { checks: readonly Verification[] }) {
  return (
    <Card title="Checksums">
      <DataTable caption="Verifications" columns={columns} rows={checks} rowKey={one => `${one.worker} ${one.at} ${one.by}`} initialSort={{ field: 'When', descending: true }} empty={<p class="none">Not checked since the worker started. Every reader checks what it reads; Verify checks all of it now.</p>} />
    </Card>
  );
}
