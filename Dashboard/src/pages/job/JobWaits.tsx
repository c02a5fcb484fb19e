import { withQuery } from '../../api/query';
import type { Id, Page, Wait } from '../../api/types';
import { Card } from '../../components/Card';
import { usePolled } from '../../live/usePolled';
import { WaitList } from '../waits/WaitList';

const Shown = 5;

/** What holds this job up right now; nothing when nothing does. */
export function JobWaits({ job }: { job: Id }) {
  const waits = usePolled<Page<Wait>>(withQuery('/waits', { job, take: Shown })).data;
  return waits === null || waits.items.length === 0 ? null : <Card title="Why it is waiting" wide><WaitList waits={waits.items} withJob={false} /></Card>;
}
