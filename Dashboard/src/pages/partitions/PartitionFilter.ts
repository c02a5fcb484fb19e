import type { Id } from '../../api/types';

/** What the table of partitions shows, as it stands in the address. */
export type PartitionFilter = { job: Id | null; dataSet: Id | null; state: string | null; worker: Id | null; sort: string | null };
