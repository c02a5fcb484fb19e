import { withQuery } from '../../api/query';
import type { Page, Worker } from '../../api/types';
import { Answer } from '../../components/Answer';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { MissingNote } from '../../components/MissingNote';
import { PageHead } from '../../components/PageHead';
import { counted } from '../../format/numbers';
import { usePolled } from '../../live/usePolled';
import { workerColumns } from './workerColumns';

export function WorkersPage() {
  const polled = usePolled<Page<Worker>>(withQuery('/workers', { take: 1000 }));
  return (
    <>
      <PageHead title="Workers" asOf={polled.asOf} />
      <Answer of={polled}>{page => (
        <>
          <MissingNote missing={page.missing} />
          <DataTable
            caption="Workers" columns={workerColumns} rows={page.items} rowKey={worker => worker.worker} initialSort={{ field: 'Worker', descending: false }}
            empty={<Empty title="No worker has registered yet.">Start one, and give it the address of this service; it shows here within seconds.</Empty>}
          />
          {page.totalCount > page.items.length && <p class="hint">The first {counted(page.items.length, 'worker')} of {page.totalCount}.</p>}
        </>
      )}</Answer>
    </>
  );
}
