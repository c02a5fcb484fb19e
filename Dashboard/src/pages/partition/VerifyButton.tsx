import { change } from '../../api/client';
import type { Page, State, Verification } from '../../api/types';
import { ActionButton } from '../../components/ActionButton';
import { useChangesDisabled } from '../../components/useChangesDisabled';
import { verdict } from './checkWords';

export function VerifyButton({ state, path, index, onDone }: { state: State; path: string; index: number; onDone: () => void }) {
  const disabled = useChangesDisabled();
  const run = async () => verdict(await change<Page<Verification>>('POST', `${path}:verify`, { attempt: null, epoch: null }));
  const action = { label: 'Verify…', title: `Verify partition ${index}?`, warning: 'Every frame is read and checked against its checksum. A damaged file goes to quarantine, and the JobMaster hears that the partition is lost.', confirm: 'Verify', run };
  return <ActionButton action={action} disabled={disabled ?? (state === 'Allocated' || state === 'Writing' ? 'There is nothing to verify until it is committed.' : null)} onDone={onDone} />;
}
