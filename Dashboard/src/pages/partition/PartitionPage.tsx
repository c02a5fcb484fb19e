import { links } from '../../app/links';
import type { Id, PartitionDetail } from '../../api/types';
import { Answer } from '../../components/Answer';
import { Card } from '../../components/Card';
import { ChannelTable } from '../../components/ChannelTable';
import { EventList } from '../../components/EventList';
import { IdText } from '../../components/IdText';
import { MissingNote } from '../../components/MissingNote';
import { PageHead } from '../../components/PageHead';
import { StateBadge } from '../../components/StateBadge';
import { shortId } from '../../format/ids';
import { shown } from '../../format/names';
import { count } from '../../format/numbers';
import { names } from '../../live/names';
import { useStore } from '../../live/store';
import { usePolled } from '../../live/usePolled';
import { AttemptsCard } from './AttemptsCard';
import { ChecksCard } from './ChecksCard';
import { DamageNote } from './DamageNote';
import { LayoutCard } from './LayoutCard';
import { newest } from './newest';
import { ReleaseButton } from './ReleaseButton';
import { VerifyButton } from './VerifyButton';

/** One partition, inside out: its file, who reads it, whether it is sound, what happened to it. */
export function PartitionPage({ job, dataSet, index }: { job: Id; dataSet: Id; index: number }) {
  const path = `/partitions/${job}/${dataSet}/${index}`;
  const polled = usePolled<PartitionDetail>(path);
  const name = useStore(names).jobs.get(job);
  const attempt = newest(polled.data);
  const lead = attempt !== null && <><StateBadge state={attempt.state} /><span>attempt {attempt.attempt}, epoch {attempt.epoch}</span><span>{count(attempt.subpartitionCount)} subpartitions</span><IdText id={dataSet} what="data set id" /></>;
  const crumbs = [{ text: 'Jobs', href: links.jobs }, { text: name === undefined ? shortId(job) : shown(name), href: links.job(job) }, { text: `Data set ${shortId(dataSet)}`, href: links.dataSet(job, dataSet) }];
  return (
    <>
      <PageHead title={`Partition ${index}`} crumbs={crumbs} asOf={polled.asOf} lead={lead || undefined}>
        {attempt !== null && <VerifyButton state={attempt.state} path={path} index={index} onDone={polled.refresh} />}
        {attempt !== null && <ReleaseButton path={path} index={index} attempt={attempt} onDone={polled.refresh} />}
      </PageHead>
      <Answer of={polled}>{detail => (
        <>
          <MissingNote missing={detail.missing} />
          <DamageNote checks={detail.checks} />
          <div class="grid">
            <LayoutCard path={path} detail={detail} />
            <Card title="Who reads and writes it now" wide><ChannelTable ofPartition channels={detail.channels} empty="Nobody has it open. Readers show here while they read." /></Card>
            <ChecksCard checks={detail.checks} />
            <AttemptsCard detail={detail} />
            <Card title="Timeline" wide>
              {detail.events.length === 0 ? <p class="none">No event of it is kept. The service keeps the last 10,000 of all.</p> : <EventList events={[...detail.events].sort((a, b) => b.sequence - a.sequence)} label="Events of this partition, newest first" withSubject={false} />}
            </Card>
          </div>
        </>
      )}</Answer>
    </>
  );
}
