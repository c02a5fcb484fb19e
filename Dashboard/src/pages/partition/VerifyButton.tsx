import { change } from '../../api/client';
import type { Page, State, Verification } from '../../api/types';
import { ActionButton } from '../../components/ActionButton';
import { useChangesDisabled } from '../../components/useChangesDisabled';
import { counted } from '../../format/numbers';

export function VerifyButton({ state, path, index, onDone }: { state: State; path: string; index: number; onDone: () => void }) {
  const disabled = useChangesDisabled();
  const run = async () => {
    const { items } = await change<Page<Verification>>('POST', `${path}:verify`, { attempt: null, epoch: null });
    const damaged = items.find(one => one.outcome === 'Damaged' || one.outcome === 'Gone');
    const frames = items.reduce((sum, one) => sum + one.frames, 0);
    return damaged !== undefined ? `${damaged.outcome}: ${damaged.detail}` : `Intact: ${counted(frames, 'frame')} checked on ${counted(items.length, 'worker')}.`;
  };
  const action = { label: 'Verify…', title: `Verify partition ${index}?`, warning: 'Every frame is read and checked against its checksum. A damaged file goes to quarantine, and the JobMaster hears that the partition is lost.', confirm: 'Verify', run };
  return <ActionButton action={action} disabled={disabled ?? (state === 'Allocated' || state === 'Writing' ? 'There is nothing to verify until it is committed.' : null)} onDone={onDone} />;
}
