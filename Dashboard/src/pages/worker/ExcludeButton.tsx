import { change } from '../../api/client';
import type { Worker } from '../../api/types';
import { ActionButton } from '../../components/ActionButton';
import { useChangesDisabled } from '../../components/useChangesDisabled';

/** Takes a worker, or one of its directories, out of the choice for new partitions, or back in. */
export function ExcludeButton({ worker, directory, onDone }: { worker: Worker; directory: string | null; onDone: () => void }) {
  const disabled = useChangesDisabled();
  const what = directory ?? `${worker.host}:${worker.dataPort}`;
  const isOut = directory === null ? worker.state === 'Excluded' : worker.disks.some(disk => disk.directory === directory && disk.state === 'Excluded');
  const action = isOut
    ? {
      label: 'Include', title: `Include ${what}?`, warning: 'It takes new partitions again.', confirm: 'Include',
      run: async () => { await change('POST', `/workers/${worker.worker}:include`, { directory }); return `${what} takes new partitions again.`; },
    }
    : {
      label: 'Exclude', title: `Exclude ${what}?`, warning: 'It takes no new partitions. What it holds stays readable, and what is being written goes on.', confirm: 'Exclude', ask: 'Reason, for who looks at it later',
      run: async (reason: string) => { await change('POST', `/workers/${worker.worker}:exclude`, { reason, directory }); return `${what} takes no new partitions.`; },
    };
  return <ActionButton action={action} disabled={disabled} onDone={onDone} />;
}
