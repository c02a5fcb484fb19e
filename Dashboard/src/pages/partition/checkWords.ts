import type { Page, Verification } from '../../api/types';
import { counted } from '../../format/numbers';

type Outcome = Verification['outcome'];

export const outcomeWords: Record<Outcome, string> = {
  Intact: 'Intact', Damaged: 'Damaged', Gone: 'Gone', Unreadable: 'Unreadable', InMemory: 'Not checked: it is in memory', NotStored: 'Not stored', Released: 'Released', Busy: 'Not checked: busy',
  Stopping: 'Not checked: the worker stops',
};

/** What came of a verification, in words. It is intact only where every worker that holds it has said so. */
export function verdict({ items, missing }: Page<Verification>): string {
  const other = items.find(one => one.outcome !== 'Intact');
  if (other !== undefined) {
    return `${outcomeWords[other.outcome] ?? other.outcome}${other.detail === '' ? '.' : `: ${other.detail}`}`;
  }
  const silent = missing[0];
  if (silent !== undefined) {
    return `No answer yet from ${counted(missing.length, 'worker')}: ${silent.reason}. The check goes on; its outcome shows on this page.`;
  }
  const frames = items.reduce((sum, one) => sum + one.frames, 0);
  return items.length === 0 ? 'No worker holds it, so nothing was checked.' : `Intact: ${counted(frames, 'frame')} checked on ${counted(items.length, 'worker')}.`;
}
