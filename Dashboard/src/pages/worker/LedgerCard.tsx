import type { Ledger } from '../../api/types';
import { Card } from '../../components/Card';
import { DataTable } from '../../components/DataTable';
import { bytes } from '../../format/bytes';
import { count } from '../../format/numbers';
import { holderColumns } from './holderColumns';
import { LedgerBar } from './LedgerBar';
import { waiterColumns } from './waiterColumns';

/** Who holds which bytes of the worker's memory, and who waits for whom. */
export function LedgerCard({ ledger }: { ledger: Ledger }) {
  return (
    <Card title="Memory ledger" wide aside={<span class="hint">{bytes(ledger.inUseBytes)} in use, {bytes(ledger.promisedBytes)} promised, {bytes(ledger.freeBytes)} free of {bytes(ledger.budgetBytes)}, in buffers of {bytes(ledger.bufferBytes)}</span>}>
      <LedgerBar ledger={ledger} />
      <h3>Who waits <small>{count(ledger.waiterCount)}</small></h3>
      <DataTable caption="Who waits for memory" columns={waiterColumns} rows={ledger.waiters} rowKey={waiter => `${waiter.kind} ${waiter.owner}`} empty={<p class="none">Nobody waits for memory.</p>} />
      <h3>Who holds <small>{ledger.holders.length < ledger.holderCount ? `largest ${ledger.holders.length} of ${count(ledger.holderCount)}` : count(ledger.holderCount)}</small></h3>
      <DataTable caption="Who holds memory" columns={holderColumns} rows={ledger.holders} rowKey={holder => `${holder.kind} ${holder.owner}`} initialSort={{ field: 'In use', descending: true }} empty={<p class="none">Nobody holds memory.</p>} />
    </Card>
  );
}
