import { links } from '../../app/links';
import type { Wait } from '../../api/types';
import { Badge } from '../../components/Badge';
import { JobLink } from '../../components/JobLink';
import { blockerTone, blockerWords } from '../../components/tones';
import { WorkerLink } from '../../components/WorkerLink';
import { shown } from '../../format/names';
import { duration } from '../../format/time';
import { adviceFor } from './advice';

/** Each wait in words: who blocks it, since when, and what to look at. */
export function WaitList({ waits, withJob = true }: { waits: readonly Wait[]; withJob?: boolean }) {
  return (
    <ol class="waits">{waits.map(wait => (
      <li key={`${wait.blocker} ${wait.worker} ${wait.dataSet} ${wait.index} ${wait.direction} ${wait.subpartitions} ${wait.text}`}>
        <span class="for">{duration(wait.waitingSeconds)}</span>
        <Badge tone={blockerTone(wait.blocker, wait.waitingSeconds)}>{blockerWords[wait.blocker] ?? wait.blocker}</Badge>
        <span class="text">
          <bdi>{shown(wait.text)}</bdi>
          <span class="subject">
            {withJob && wait.job !== null && <JobLink job={wait.job} />}
            {wait.job !== null && wait.dataSet !== null && (wait.index === null ? <a href={links.dataSet(wait.job, wait.dataSet)}>data set</a> : <a href={links.partition(wait.job, wait.dataSet, wait.index)}>partition {wait.index}</a>)}
            {wait.subpartitions !== null && <span>{/^\d+$/.test(wait.subpartitions) ? 'subpartition' : 'subpartitions'} {shown(wait.subpartitions)}</span>}
            {wait.worker !== null && <WorkerLink worker={wait.worker} />}
          </span>
          <small>{adviceFor[wait.blocker]}</small>
        </span>
      </li>
    ))}</ol>
  );
}
