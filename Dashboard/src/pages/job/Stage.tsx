import { links } from '../../app/links';
import type { DataSet } from '../../api/types';
import { IdText } from '../../components/IdText';
import { StateBar } from '../../components/StateBar';
import { StateLegend } from '../../components/StateLegend';
import { bytes } from '../../format/bytes';
import { count, counted, percent, times } from '../../format/numbers';

/** From this skew on, the largest partition decides when the stage ends. */
const Skewed = 2;

/** One data set of a job: the output of a stage, how far it is and how even. */
export function Stage({ set, number }: { set: DataSet; number: number }) {
  const { job, dataSet, largestPartitionIndex: largest } = set;
  return (
    <li class="stage">
      <div class="row">
        <h3><a href={links.dataSet(job, dataSet)}>Stage {number}: {count(set.partitionCount)} × {count(set.subpartitionCount)}</a></h3>
        <span class="tag">{set.kind} partitions</span>
        <IdText id={dataSet} what="data set id" />
        <span class="aside">{percent(set.attempts.committed, set.partitionCount)} committed, {bytes(set.payloadBytes)}</span>
      </div>
      <StateBar counts={set.attempts} label="Partitions of this stage" />
      <StateLegend counts={set.attempts} href={state => links.partitions({ job, dataSet, state })} />
      <p class="hint">
        Skew <b class={set.skew >= Skewed ? 'alarm' : undefined}>{times(set.skew)}</b>
        {largest !== null && <>: the largest is <a href={links.partition(job, dataSet, largest)}>partition {largest}</a> with {bytes(set.largestPartitionBytes)}</>}. {counted(set.workers.length, 'worker holds', 'workers hold')} it.
      </p>
    </li>
  );
}
