import { useState } from 'preact/hooks';
import { withQuery } from '../../api/query';
import type { Layout, PartitionDetail } from '../../api/types';
import { Card } from '../../components/Card';
import { ErrorNote } from '../../components/ErrorNote';
import { Loading } from '../../components/Loading';
import { usePolled } from '../../live/usePolled';
import { FileBar } from './FileBar';
import { LayoutFacts } from './LayoutFacts';
import { Readers } from './Readers';
import { RegionList } from './RegionList';
import { newest } from './newest';
import { Quarantined } from './Quarantined';
import { ShareChoice } from './ShareChoice';
import { SubpartitionChart } from './SubpartitionChart';

/** Regions of a page: as many as fit a screen. */
const Take = 20;

/** Regions of a committed file do not change; the readers that pass over it do, and are asked for apart. */
const RegionsEveryMs = 15_000;

/** The file drawn to scale. */
export function LayoutCard({ path, detail }: { path: string; detail: PartitionDetail }) {
  const [skip, setSkip] = useState(0);
  const [marked, setMarked] = useState<number | null>(null);
  const [worker, setWorker] = useState<string | null>(null);
  const attempt = newest(detail);
  const which = { attempt: attempt?.attempt, epoch: attempt?.epoch, worker };
  const live = usePolled<Layout>(withQuery(`${path}/layout`, { ...which, take: 1 }));
  const regions = usePolled<Layout>(withQuery(`${path}/layout`, { ...which, skip, take: Take }), live.data?.storedIn === 'Writing' ? 4000 : RegionsEveryMs);
  const layout = live.data;
  const subpartitionCount = attempt?.subpartitionCount ?? 0;
  if (layout === null) {
    return (
      <Card title="File layout" wide>
        {live.error === null ? <Loading /> : live.error.status === 404
          ? <p class="none">{attempt?.state === 'Allocated' ? 'Its producer has not written anything yet.' : 'No worker holds a file of it. See its attempts for what became of it.'}</p>
          : <ErrorNote error={live.error} />}
      </Card>
    );
  }
  return (
    <Card title="File layout" wide aside={<LayoutFacts layout={layout} />}>
      <ShareChoice shares={attempt?.shares ?? []} chosen={layout.worker} onChoose={setWorker} />
      {layout.contributions && <p class="hint">A share of a reduce partition. This is its index file; its frames lie in the files that all producers of the data set share, and offsets are those there.</p>}
      {layout.storedIn === 'Quarantine' ? <Quarantined layout={layout} /> : (
        <>
          <FileBar layout={layout} />
          <Readers layout={layout} />
          <SubpartitionChart layout={layout} subpartitionCount={subpartitionCount} marked={marked} onMark={setMarked} />
          {regions.data === null ? <Loading /> : <RegionList layout={regions.data} take={Take} subpartitionCount={subpartitionCount} marked={marked} onSkip={setSkip} />}
        </>
      )}
    </Card>
  );
}
