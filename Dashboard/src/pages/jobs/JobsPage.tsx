import { useEffect, useId, useState } from 'preact/hooks';
import { withQuery } from '../../api/query';
import type { Job, Page } from '../../api/types';
import { Answer } from '../../components/Answer';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { PageHead } from '../../components/PageHead';
import { counted } from '../../format/numbers';
import { usePolled } from '../../live/usePolled';
import { jobColumns } from './jobColumns';

export function JobsPage({ name }: { name: string }) {
  const id = useId();
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const polled = usePolled<Page<Job>>(withQuery('/jobs', { name: typed.trim(), sort: '-registeredAt', take: 1000 }));
  return (
    <>
      <PageHead title="Jobs" asOf={polled.asOf} />
      <div class="filters"><label htmlFor={id}>Name contains</label><input id={id} type="search" maxLength={200} value={typed} onInput={event => setTyped(event.currentTarget.value)} /></div>
      <Answer of={polled}>{page => (
        <>
          <DataTable
            caption="Jobs" columns={jobColumns} rows={page.items} rowKey={job => job.job} initialSort={{ field: 'Registered', descending: true }}
            empty={typed.trim() === ''
              ? <Empty title="No job is registered.">A job shows here as soon as its engine registers it, and goes when the engine ends it or its heartbeats stop.</Empty>
              : <Empty title="No job has this in its name.">Shorten the text, or clear it to see all jobs.</Empty>}
          />
          {page.totalCount > page.items.length && <p class="hint">The newest {counted(page.items.length, 'job')} of {page.totalCount}.</p>}
        </>
      )}</Answer>
    </>
  );
}
