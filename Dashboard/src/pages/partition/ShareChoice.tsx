import type { Id } from '../../api/types';
import { shown } from '../../format/names';
import type { Attempt } from './newest';

/** Whose file to look at, where several workers hold one. */
export function ShareChoice({ shares, chosen, onChoose }: { shares: Attempt['shares']; chosen: Id; onChoose: (worker: Id) => void }) {
  return shares.length < 2 ? null : (
    <div class="filters">
      <label>File of worker <select value={chosen} onChange={event => onChoose(event.currentTarget.value)}>
        {shares.map(share => <option key={share.worker} value={share.worker}>{shown(share.host)}:{share.dataPort}</option>)}
      </select></label>
    </div>
  );
}
