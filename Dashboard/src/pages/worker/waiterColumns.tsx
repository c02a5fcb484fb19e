import type { Waiter } from '../../api/types';
import type { Column } from '../../components/Column';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { duration } from '../../format/time';
import { holderWords } from './holderWords';

export const waiterColumns: readonly Column<Waiter>[] = [
  { name: 'Waiter', by: waiter => waiter.owner, cell: waiter => shown(waiter.owner) },
  { name: 'Kind', by: waiter => waiter.kind, cell: waiter => holderWords[waiter.kind] ?? waiter.kind },
  { name: 'Wants', numeric: true, by: waiter => waiter.wantedBytes, cell: waiter => bytes(waiter.wantedBytes) },
  { name: 'For', numeric: true, by: waiter => waiter.waitingSeconds, cell: waiter => duration(waiter.waitingSeconds) },
  { name: 'Waits for', cell: waiter => <span class="prose">{shown(waiter.waitsFor)}</span> },
];
