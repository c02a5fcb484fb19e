import type { Ledger } from '../../api/types';

export type LedgerShare = { label: string; bytes: number; look: string };

const Named = 5;

/** Cuts the budget into what the bar shows. The shares add up to the budget, or to what is in use if that is more. */
export function ledgerShares(ledger: Ledger): LedgerShare[] {
  const largest = [...ledger.holders].sort((a, b) => b.inUseBytes - a.inUseBytes).slice(0, Named).filter(holder => holder.inUseBytes > 0);
  const named = largest.reduce((sum, holder) => sum + holder.inUseBytes, 0);
  return [
    ...largest.map((holder, n) => ({ label: holder.owner, bytes: holder.inUseBytes, look: `share${n}` })),
    { label: 'other holders', bytes: Math.max(0, ledger.inUseBytes - named), look: 'share-rest' },
    { label: 'promised', bytes: ledger.promisedBytes, look: 'share-promised' },
    { label: 'free', bytes: ledger.freeBytes, look: 'share-free' },
  ].filter(share => share.bytes > 0);
}
