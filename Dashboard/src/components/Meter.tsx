import { bytes } from '../format/bytes';
import { percent } from '../format/numbers';

/** How much of something is used, in words and as a bar. It warns when little is left. */
export function Meter({ label, used, whole, hideLabel = false }: { label: string; used: number; whole: number; hideLabel?: boolean }) {
  const share = whole > 0 ? Math.min(1, used / whole) : 0;
  const words = `${bytes(used)} of ${bytes(whole)}`;
  return (
    <div class={`meter${share >= 0.9 ? ' tight' : ''}`}>
      <div class="words"><span class={hideLabel ? 'unseen' : undefined}>{label}</span><span>{words} <b>{percent(used, whole)}</b></span></div>
      <div class="track" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} aria-valuetext={words}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
