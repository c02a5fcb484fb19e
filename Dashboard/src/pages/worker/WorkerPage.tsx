import { links } from '../../app/links';
import type { Id, WorkerDetail } from '../../api/types';
import { Answer } from '../../components/Answer';
import { Badge } from '../../components/Badge';
import { IdText } from '../../components/IdText';
import { MissingNote } from '../../components/MissingNote';
import { PageHead } from '../../components/PageHead';
import { workerTones } from '../../components/tones';
import { shown } from '../../format/names';
import { usePolled } from '../../live/usePolled';
import { ChannelsCard } from './ChannelsCard';
import { ConnectionsCard } from './ConnectionsCard';
import { DisksCard } from './DisksCard';
import { ExcludeButton } from './ExcludeButton';
import { InsideFacts } from './InsideFacts';
import { LedgerCard } from './LedgerCard';

export function WorkerPage({ worker }: { worker: Id }) {
  const polled = usePolled<WorkerDetail>(`/workers/${worker}`);
  const known = polled.data;
  const lead = known !== null && (
    <>
      <Badge tone={workerTones[known.state]}>{known.state}</Badge>
      {known.reason !== '' && <span>{shown(known.reason)}</span>}
      <IdText id={worker} what="worker id" />
      <a href={links.partitions({ worker })}>Its partitions</a>
      <a href={links.waits({ worker })}>What waits here</a>
      <a href={links.events({ worker })}>Its events</a>
    </>
  );
  return (
    <>
      <PageHead title={known === null ? 'Worker' : `${shown(known.host)}:${known.dataPort}`} crumbs={[{ text: 'Workers', href: links.workers }]} asOf={polled.asOf} lead={lead || undefined}>
        {known !== null && known.state !== 'Gone' && <ExcludeButton worker={known} directory={null} onDone={polled.refresh} />}
      </PageHead>
      <Answer of={polled}>{detail => (
        <>
          <MissingNote missing={detail.missing} />
          {detail.hasOrphans && <div class="note warn"><b>Orphans</b><span>It holds data that no job claims. The data goes when its grace time ends.</span></div>}
          <div class="grid">
            <InsideFacts detail={detail} />
            <DisksCard detail={detail} onDone={polled.refresh} />
            {detail.inside !== null && <LedgerCard ledger={detail.inside.ledger} />}
            {detail.inside !== null && <ConnectionsCard connections={detail.inside.connections} total={detail.inside.connectionCount} />}
            {detail.inside !== null && <ChannelsCard worker={worker} />}
          </div>
        </>
      )}</Answer>
    </>
  );
}
