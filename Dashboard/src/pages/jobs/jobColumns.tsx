import { links } from '../../app/links';
import type { Job } from '../../api/types';
import type { Column } from '../../components/Column';
import { IdText } from '../../components/IdText';
import { StateBar } from '../../components/StateBar';
import { total } from '../../components/states';
import { When } from '../../components/When';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { count } from '../../format/numbers';
import { durabilityWords } from './durabilityWords';

export const jobColumns: readonly Column<Job>[] = [
  { name: 'Job', by: job => job.name.toLowerCase(), cell: job => <span class="two"><a class="name" href={links.job(job.job)}><bdi>{shown(job.name)}</bdi></a><IdText id={job.job} what="job id" /></span> },
  { name: 'Progress', by: job => job.attempts.committed / Math.max(1, total(job.attempts)), cell: job => <StateBar counts={job.attempts} label="Partitions" /> },
  { name: 'Partitions', numeric: true, by: job => total(job.attempts), cell: job => count(total(job.attempts)) },
  { name: 'In trouble', numeric: true, by: job => job.attempts.failed + job.attempts.lost, cell: job => <span class={job.attempts.failed + job.attempts.lost > 0 ? 'alarm' : undefined}>{count(job.attempts.failed + job.attempts.lost)}</span> },
  { name: 'Payload', numeric: true, by: job => job.payloadBytes, cell: job => bytes(job.payloadBytes) },
  { name: 'Data sets', numeric: true, by: job => job.dataSetCount, cell: job => count(job.dataSetCount) },
  { name: 'Durability', by: job => job.durability, cell: job => durabilityWords[job.durability] },
  { name: 'Registered', by: job => job.registeredAt ?? '', cell: job => <When at={job.registeredAt} /> },
];
