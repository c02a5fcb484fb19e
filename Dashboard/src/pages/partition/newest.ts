import type { PartitionDetail } from '../../api/types';

export type Attempt = PartitionDetail['attempts'][number];

/** The attempt that counts: the one of the highest epoch. */
export function newest(detail: PartitionDetail | null): Attempt | null {
  return detail?.attempts.reduce<Attempt | null>((best, one) => (best === null || one.epoch > best.epoch ? one : best), null) ?? null;
}
