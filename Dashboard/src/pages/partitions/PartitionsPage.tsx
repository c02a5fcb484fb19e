import { withQuery } from '../../api/query';
import { links } from '../../app/links';
import type { Partition } from '../../api/types';
import { Empty } from '../../components/Empty';
import { PageHead } from '../../components/PageHead';
import { readSort, writeSort } from '../../components/sorting';
import { VirtualTable } from '../../components/VirtualTable';
import { partitionColumns } from './partitionColumns';
import { PartitionFilters } from './PartitionFilters';
import type { PartitionFilter } from './PartitionFilter';

/** Every partition of the service. The filters and the order stand in the address, so that a view can be kept and sent. */
export function PartitionsPage({ filter }: { filter: PartitionFilter }) {
  const sort = filter.sort ?? '-bytes';
  const { job, dataSet, state, worker } = filter;
  const filtered = job !== null || dataSet !== null || state !== null || worker !== null;
  return (
    <>
      <PageHead title="Partitions" />
      <PartitionFilters filter={filter} />
      <VirtualTable<Partition>
        caption="Partitions" columns={partitionColumns} sort={readSort(sort)} onSort={next => { location.hash = links.partitions({ ...filter, sort: writeSort(next) }); }}
        pathOf={(skip, take) => withQuery('/partitions', { job, dataSet, state, worker, sort, skip, take })}
        empty={filtered
          ? <Empty title="No partition fits these filters."><a href={links.partitions()}>Show all partitions</a></Empty>
          : <Empty title="There are no partitions.">One shows here when a producer of a job asks for it.</Empty>}
      />
    </>
  );
}
