import type { Ledger } from '../../api/types';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { percent } from '../../format/numbers';
import { ledgerShares } from './ledgerShares';

/** The budget as one bar to scale: the largest holders, the rest, what is promised, what is free. */
export function LedgerBar({ ledger }: { ledger: Ledger }) {
  const shares = ledgerShares(ledger);
  return (
    <>
      <div class="ledger" role="img" aria-label={shares.map(share => `${share.label}: ${bytes(share.bytes)}`).join('; ')}>
        {shares.map(share => (
          <span key={share.label} class={share.look} style={{ flexGrow: String(share.bytes / Math.max(1, ledger.budgetBytes)) }} title={`${shown(share.label)}: ${bytes(share.bytes)}, ${percent(share.bytes, ledger.budgetBytes)}`} />
        ))}
      </div>
      <ul class="legend small" aria-hidden="true">{shares.map(share => <li key={share.label}><i class={`swatch ${share.look}`} />{shown(share.label)} <b>{bytes(share.bytes)}</b></li>)}</ul>
    </>
  );
}
