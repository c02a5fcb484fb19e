import { links } from '../../app/links';
import type { DataSet } from '../../api/types';
import { Stat } from '../../components/Stat';
import { bytes, rate } from '../../format/bytes';
import { count, percent, times } from '../../format/numbers';
import { useGrowth } from '../../live/useGrowth';

export function DataSetNumbers({ set }: { set: DataSet }) {
  const growth = useGrowth(set.payloadBytes);
  const largest = set.largestPartitionIndex;
  return (
    <dl class="stats">
      <Stat name="Committed" note={`${count(set.attempts.committed)} of ${count(set.partitionCount)} producers`}>{percent(set.attempts.committed, set.partitionCount)}</Stat>
      <Stat name="Payload" note={`${count(set.frameCount)} frames`}>{bytes(set.payloadBytes)}</Stat>
      <Stat name="Throughput" note="committed, last minute">{rate(growth)}</Stat>
      <Stat name="Skew" note={largest === null ? 'nothing committed yet' : <>largest: <a href={links.partition(set.job, set.dataSet, largest)}>partition {largest}</a>, {bytes(set.largestPartitionBytes)}</>}>{times(set.skew)}</Stat>
      <Stat name="Shape" note={`${set.kind} partitions`}>{count(set.partitionCount)} × {count(set.subpartitionCount)}</Stat>
    </dl>
  );
}
