import { links } from '../../app/links';
import type { Holder } from '../../api/types';
import type { Column } from '../../components/Column';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { holderWords } from './holderWords';

export const holderColumns: readonly Column<Holder>[] = [
  { name: 'Holder', by: holder => holder.owner, cell: holder => <span class="prose">{holder.job !== null && holder.dataSet !== null && holder.index !== null ? <a href={links.partition(holder.job, holder.dataSet, holder.index)}>{shown(holder.owner)}</a> : shown(holder.owner)}</span> },
  { name: 'Kind', by: holder => holder.kind, cell: holder => holderWords[holder.kind] ?? holder.kind },
  { name: 'In use', numeric: true, by: holder => holder.inUseBytes, cell: holder => bytes(holder.inUseBytes) },
  { name: 'Guaranteed', numeric: true, by: holder => holder.guaranteedBytes, cell: holder => bytes(holder.guaranteedBytes) },
  { name: 'At most', numeric: true, by: holder => holder.quotaBytes, cell: holder => bytes(holder.quotaBytes) },
];
