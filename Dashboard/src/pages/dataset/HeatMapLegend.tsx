import type { Matrix } from '../../api/types';
import { bytes } from '../../format/bytes';
import { cssColor, largestOf, smallestOf, type Scale } from './colors';

const Steps = 24;

/** Which colour is how much. */
export function HeatMapLegend({ matrix, scale }: { matrix: Matrix; scale: Scale }) {
  const [least, most] = [smallestOf(matrix.bytes), largestOf(matrix.bytes)];
  const low = scale === 'log' ? least : 0;
  return most === 0 ? null : (
    <div class="scale">
      <span class="nothing" aria-hidden="true" /><span>nothing</span>
      <span>{bytes(low)}</span>
      <span class="ramp" aria-hidden="true">{Array.from({ length: Steps }, (_, n) => <i key={n} style={{ background: cssColor(n / (Steps - 1)) }} />)}</span>
      <span>{bytes(most)} a cell, {scale === 'log' ? 'logarithmic' : 'linear'}</span>
    </div>
  );
}
