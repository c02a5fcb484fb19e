import { Answer } from '../../components/Answer';
import { Card } from '../../components/Card';
import { MissingNote } from '../../components/MissingNote';
import { PageHead } from '../../components/PageHead';
import { StateBar } from '../../components/StateBar';
import { StateLegend } from '../../components/StateLegend';
import { links } from '../../app/links';
import { cluster } from '../../live/cluster';
import { useStore } from '../../live/store';
import { Capacity } from './Capacity';
import { KeyNumbers } from './KeyNumbers';
import { LatestEvents } from './LatestEvents';
import { Notices } from './Notices';
import { ThroughputCard } from './ThroughputCard';

/** What an operator at 3 a.m. looks at first: what is wrong, then how much is going on. */
export function OverviewPage() {
  const polled = useStore(cluster);
  return (
    <>
      <PageHead title="Overview" asOf={polled.asOf} />
      <Answer of={polled}>{service => (
        <>
          <Notices service={service} />
          <MissingNote missing={service.missing.filter(one => !service.notices.some(notice => notice.worker === one.worker))} />
          <KeyNumbers service={service} />
          <div class="grid">
            <ThroughputCard />
            <Capacity service={service} />
            <Card title="Partitions by state">
              <StateBar counts={service.attempts} label="Partitions of the whole service" />
              <StateLegend counts={service.attempts} href={state => links.partitions({ state })} />
            </Card>
            <LatestEvents />
          </div>
        </>
      )}</Answer>
    </>
  );
}
