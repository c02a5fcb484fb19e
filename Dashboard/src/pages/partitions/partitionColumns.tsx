import { links } from '../../app/links';
import type { Partition } from '../../api/types';
import type { Column } from '../../components/Column';
import { JobLink } from '../../components/JobLink';
import { StateBadge } from '../../components/StateBadge';
import { When } from '../../components/When';
import { WorkerLink } from '../../components/WorkerLink';
import { bytes } from '../../format/bytes';
import { shortId } from '../../format/ids';
import { count, times } from '../../format/numbers';

export const partitionColumns: readonly (Column<Partition> & { width: string })[] = [
  { name: 'Partition', width: '9%', numeric: true, sort: 'index', cell: one => <a href={links.partition(one.job, one.dataSet, one.index)}>{count(one.index)}</a> },
  { name: 'State', width: '11%', sort: 'state', cell: one => <StateBadge state={one.state} /> },
  { name: 'Job', width: '17%', cell: one => <JobLink job={one.job} /> },
  { name: 'Data set', width: '9%', cell: one => <a href={links.dataSet(one.job, one.dataSet)} title={one.dataSet}><code>{shortId(one.dataSet)}</code></a> },
  { name: 'Bytes', width: '10%', numeric: true, sort: 'bytes', cell: one => bytes(one.payloadBytes) },
  { name: 'Frames', width: '8%', numeric: true, sort: 'frames', cell: one => count(one.frameCount) },
  { name: 'Skew', width: '7%', numeric: true, sort: 'skew', cell: one => times(one.skew) },
  { name: 'Attempt', width: '8%', numeric: true, cell: one => <span title={`epoch ${one.epoch}`}>{one.attempt}</span> },
  { name: 'Worker', width: '12%', cell: one => one.workers.length === 0 ? '–' : <>{one.workers.slice(0, 1).map(worker => <WorkerLink key={worker} worker={worker} />)}{one.workers.length > 1 && <small> +{one.workers.length - 1}</small>}</> },
  { name: 'Age', width: '11%', sort: 'age', cell: one => <When at={one.allocatedAt} /> },
];
