import type { Matrix } from '../../api/types';
import { bytes } from '../../format/bytes';
import { boundsOf, cssColor, largestOf, type Scale } from './colors';

const Steps = 24;

/** Which colour is how much. */
export function HeatMapLegend({ matrix, scale }: { matrix: Matrix; scale: Scale }) {
  const { low, high } = boundsOf(matrix.bytes, scale);
  return largestOf(matrix.bytes) === 0 ? null : (
    <div class="scale">
      <span class="nothing" aria-hidden="true" /><span>nothing</span>
      <span>{bytes(low)}</span>
      <span class="ramp" aria-hidden="true">{Array.from({ length: Steps }, (_, n) => <i key={n} style={{ background: cssColor(n / (Steps - 1)) }} />)}</span>
      <span>{bytes(high)} a cell, {scale === 'log' ? 'logarithmic' : 'linear'}</span>
    </div>
  );
}
