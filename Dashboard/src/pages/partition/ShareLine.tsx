import type { Receipt } from '../../api/types';
import { Badge } from '../../components/Badge';
import { WorkerLink } from '../../components/WorkerLink';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import type { Attempt } from './newest';

/** One worker's share of an attempt. A receipt that differs from the attempt's is a copy that should not be. */
export function ShareLine({ share, receipt }: { share: Attempt['shares'][number]; receipt: Receipt | null }) {
  const partial = share.receipt !== null && receipt !== null && share.receipt.digest !== receipt.digest;
  return (
    <li>
      <WorkerLink worker={share.worker} /> <span class="hint">{shown(share.host)}:{share.dataPort}</span>
      {share.receipt !== null && partial && <span class="hint"> {bytes(share.receipt.payloadBytes)}, its own receipt <code>{share.receipt.digest}</code></span>}
      {share.released && <Badge tone="leaving">released</Badge>}
      {share.mayHaveRemains && <Badge tone="warn" title="The worker has not confirmed that everything is deleted">may have remains</Badge>}
    </li>
  );
}
