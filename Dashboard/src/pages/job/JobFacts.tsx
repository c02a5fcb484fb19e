import type { JobDetail } from '../../api/types';
import { Stat } from '../../components/Stat';
import { total } from '../../components/states';
import { When } from '../../components/When';
import { bytes, rate } from '../../format/bytes';
import { shown } from '../../format/names';
import { count, percent } from '../../format/numbers';
import { useGrowth } from '../../live/useGrowth';
import { durabilityWords } from '../jobs/durabilityWords';

export function JobFacts({ job }: { job: JobDetail }) {
  const growth = useGrowth(job.payloadBytes);
  const all = total(job.attempts);
  return (
    <dl class="stats">
      <Stat name="Committed" note={`${count(job.attempts.committed)} of ${count(all)} partitions`}>{percent(job.attempts.committed, all)}</Stat>
      <Stat name="Payload" note="committed">{bytes(job.payloadBytes)}</Stat>
      <Stat name="Throughput" note="committed, last minute">{rate(growth)}</Stat>
      <Stat name="Durability" note={`${job.preferredDiskKind === null ? 'any disk' : `${job.preferredDiskKind.toUpperCase()} preferred`}${job.assignmentStrategy === null ? '' : `, ${shown(job.assignmentStrategy)}`}`}>{durabilityWords[job.durability]}</Stat>
      <Stat name="Registered" note={job.takeovers === 0 ? 'by the JobMaster it has now' : `taken over ${job.takeovers === 1 ? 'once' : `${job.takeovers} times`}`}><When at={job.registeredAt} /></Stat>
    </dl>
  );
}
