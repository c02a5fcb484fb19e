import type { Cluster } from '../../api/types';
import { Card } from '../../components/Card';
import { Meter } from '../../components/Meter';

/** How much room is left: in the memory budgets and on the disks of all workers. */
export function Capacity({ service }: { service: Cluster }) {
  return (
    <Card title="Capacity">
      <Meter label="Memory" used={service.memoryInUseBytes} whole={service.memoryBudgetBytes} />
      <Meter label="Disk" used={service.storedBytes} whole={service.storedBytes + service.usableBytes} />
      <p class="hint">Memory is what buffers hold of the workers’ budgets. Disk is what is stored, of that and what may still be stored.</p>
    </Card>
  );
}
