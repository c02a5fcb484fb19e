import { links } from '../../app/links';
import { change } from '../../api/client';
import type { Id, JobDetail } from '../../api/types';
import { ActionButton } from '../../components/ActionButton';
import { Answer } from '../../components/Answer';
import { Card } from '../../components/Card';
import { Empty } from '../../components/Empty';
import { EventList } from '../../components/EventList';
import { IdText } from '../../components/IdText';
import { PageHead } from '../../components/PageHead';
import { useChangesDisabled } from '../../components/useChangesDisabled';
import { shown } from '../../format/names';
import { usePolled } from '../../live/usePolled';
import { JobFacts } from './JobFacts';
import { JobWaits } from './JobWaits';
import { Stage } from './Stage';

/** The rest is a press away. */
const ShownEvents = 12;

export function JobPage({ job }: { job: Id }) {
  const polled = usePolled<JobDetail>(`/jobs/${job}`);
  const disabled = useChangesDisabled();
  const name = polled.data === null ? 'Job' : shown(polled.data.name);
  const release = {
    label: 'Release…', title: `Release ${name}?`, warning: 'This ends the job and deletes all its data on all workers. Its engine loses them.', confirm: 'End the job and delete its data', danger: true,
    run: async () => { await change('POST', `/jobs/${job}:release`, {}); return 'The job is ended; its data is being deleted.'; },
  };
  const lead = <><IdText id={job} what="job id" /><a href={links.partitions({ job })}>Its partitions</a><a href={links.waits({ job })}>What it waits for</a><a href={links.events({ job })}>Its events</a></>;
  return (
    <>
      <PageHead title={name} crumbs={[{ text: 'Jobs', href: links.jobs }]} asOf={polled.asOf} lead={lead}><ActionButton action={release} disabled={disabled} onDone={polled.refresh} /></PageHead>
      <Answer of={polled}>{detail => (
        <>
          <JobFacts job={detail} />
          <JobWaits job={job} />
          <h2 class="part">Stages</h2>
          {detail.dataSets.length === 0
            ? <Empty title="This job has no data set yet.">One shows here when the job’s first producer asks for a partition.</Empty>
            : <ul class="stages">{detail.dataSets.map((set, n) => <Stage key={set.dataSet} set={set} number={n + 1} />)}</ul>}
          <Card title="Latest events" wide aside={<a href={links.events({ job })}>All events of this job</a>}>
            {detail.events.length === 0 ? <p class="none">None yet.</p> : <EventList events={[...detail.events].sort((a, b) => b.sequence - a.sequence).slice(0, ShownEvents)} label="Events of this job" />}
          </Card>
        </>
      )}</Answer>
    </>
  );
}
