import { change } from '../../api/client';
import { ActionButton } from '../../components/ActionButton';
import { useChangesDisabled } from '../../components/useChangesDisabled';
import type { Attempt } from './newest';

export function ReleaseButton({ path, index, attempt, onDone }: { path: string; index: number; attempt: Attempt; onDone: () => void }) {
  const run = async () => {
    await change('POST', `${path}:release`, { attempt: attempt.attempt, epoch: attempt.epoch });
    return `Partition ${index} is being released; the JobMaster was told.`;
  };
  const action = { label: 'Release…', title: `Release partition ${index}?`, warning: `This deletes attempt ${attempt.attempt}, epoch ${attempt.epoch}. The JobMaster hears that it is lost and must run its producer again.`, confirm: 'Delete it', danger: true, run };
  return <ActionButton action={action} disabled={useChangesDisabled()} onDone={onDone} />;
}
