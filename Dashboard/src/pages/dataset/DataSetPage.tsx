import { links } from '../../app/links';
import type { DataSet, Id } from '../../api/types';
import { Answer } from '../../components/Answer';
import { Card } from '../../components/Card';
import { IdText } from '../../components/IdText';
import { PageHead } from '../../components/PageHead';
import { StateBar } from '../../components/StateBar';
import { StateLegend } from '../../components/StateLegend';
import { shortId } from '../../format/ids';
import { shown } from '../../format/names';
import { names } from '../../live/names';
import { useStore } from '../../live/store';
import { usePolled } from '../../live/usePolled';
import { DataSetNumbers } from './DataSetNumbers';
import { HeatMapCard } from './HeatMapCard';
import { WorkerShares } from './WorkerShares';

/** One data set: who produced how much for whom. */
export function DataSetPage({ job, dataSet }: { job: Id; dataSet: Id }) {
  const polled = usePolled<DataSet>(`/jobs/${job}/datasets/${dataSet}`);
  const name = useStore(names).jobs.get(job);
  const lead = <><IdText id={dataSet} what="data set id" /><a href={links.partitions({ job, dataSet })}>Its partitions</a><a href={links.partitions({ job, dataSet, sort: '-skew' })}>Most skewed first</a></>;
  return (
    <>
      <PageHead title={`Data set ${shortId(dataSet)}`} crumbs={[{ text: 'Jobs', href: links.jobs }, { text: name === undefined ? shortId(job) : shown(name), href: links.job(job) }]} asOf={polled.asOf} lead={lead} />
      <Answer of={polled}>{set => (
        <>
          <DataSetNumbers set={set} />
          <div class="grid">
            <HeatMapCard set={set} />
            <Card title="Partitions by state">
              <StateBar counts={set.attempts} label="Partitions of this data set" />
              <StateLegend counts={set.attempts} href={state => links.partitions({ job, dataSet, state })} />
            </Card>
            <WorkerShares set={set} />
          </div>
        </>
      )}</Answer>
    </>
  );
}
