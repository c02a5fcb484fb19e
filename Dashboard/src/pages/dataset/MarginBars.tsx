import { largestOf } from './colors';

/** Sums beside the map, as bars to a linear scale: what stands out here stands out in truth. */
export function MarginBars({ values, direction, label }: { values: readonly number[]; direction: 'up' | 'right'; label: string }) {
  const most = largestOf(values) || 1;
  const up = direction === 'up';
  const bars = values.map((value, n) => {
    const size = (100 * value) / most;
    return up ? `M${n} 100V${100 - size}H${n + 1}V100Z` : `M0 ${n}H${size}V${n + 1}H0Z`;
  });
  return (
    <svg role="img" aria-label={label} viewBox={up ? `0 0 ${values.length} 100` : `0 0 100 ${values.length}`} preserveAspectRatio="none"><path d={bars.join('')} /></svg>
  );
}
