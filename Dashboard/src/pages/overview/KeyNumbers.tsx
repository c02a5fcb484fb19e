import { links } from '../../app/links';
import type { Cluster } from '../../api/types';
import { Stat } from '../../components/Stat';
import { total } from '../../components/states';
import { bytes } from '../../format/bytes';
import { count, counted } from '../../format/numbers';
import { duration } from '../../format/time';

export function KeyNumbers({ service }: { service: Cluster }) {
  const out = [[service.goneWorkerCount, 'gone'], [service.excludedWorkerCount, 'excluded']].filter(([number]) => number !== 0).map(([number, word]) => `${number} ${word}`);
  return (
    <dl class="stats">
      <Stat name="Workers" note={service.workerCount === 0 ? 'none yet' : out.length > 0 ? out.join(', ') : 'all active'}><a href={links.workers}>{count(service.workerCount)}</a></Stat>
      <Stat name="Jobs" note={counted(service.dataSetCount, 'data set')}><a href={links.jobs}>{count(service.jobCount)}</a></Stat>
      <Stat name="Partitions" note={`${bytes(service.payloadBytes)} payload`}><a href={links.partitions()}>{count(total(service.attempts))}</a></Stat>
      <Stat name="Open channels" note={`${count(service.openWriteChannels)} writing, ${count(service.openReadChannels)} reading`}>{count(service.openWriteChannels + service.openReadChannels)}</Stat>
      <Stat name="Up" note={`${service.kind === 'embedded' ? 'one process' : 'cluster'}, version ${service.version.split('+')[0]}`}>{duration((Date.parse(service.at) - Date.parse(service.startedAt)) / 1000)}</Stat>
    </dl>
  );
}
