import type { PartitionDetail } from '../../api/types';
import { Card } from '../../components/Card';
import { StateBadge } from '../../components/StateBadge';
import { When } from '../../components/When';
import { bytes } from '../../format/bytes';
import { count } from '../../format/numbers';
import { ShareLine } from './ShareLine';

/** Every attempt at this partition, the newest first: its fate, its receipt, where it lies. */
export function AttemptsCard({ detail }: { detail: PartitionDetail }) {
  const attempts = [...detail.attempts].sort((a, b) => b.epoch - a.epoch);
  return (
    <Card title="Attempts and locations">
      <ol class="attempts">{attempts.map(one => (
        <li key={`${one.attempt} ${one.epoch}`}>
          <div class="row"><b>Attempt {one.attempt}, epoch {one.epoch}</b><StateBadge state={one.state} /><span class="hint">allocated <When at={one.allocatedAt} /></span></div>
          {one.receipt !== null && <p class="hint">Receipt: {bytes(one.receipt.payloadBytes)} in {count(one.receipt.frameCount)} frames and {count(one.receipt.regionCount)} regions, digest <code>{one.receipt.digest}</code></p>}
          <ul>{one.shares.map(share => <ShareLine key={share.worker} share={share} receipt={one.receipt} />)}</ul>
          {one.shares.length === 0 && <p class="hint">It lies nowhere.</p>}
        </li>
      ))}</ol>
    </Card>
  );
}
