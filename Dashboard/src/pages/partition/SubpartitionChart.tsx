import { useId } from 'preact/hooks';
import type { Layout } from '../../api/types';
import { bytes } from '../../format/bytes';
import { count } from '../../format/numbers';
import { largestSubpartition } from './largestSubpartition';

type Properties = { layout: Layout; subpartitionCount: number; marked: number | null; onMark: (subpartition: number | null) => void };

/** How much each subpartition holds, and which one the regions below mark. Of very many the service tells sums of equal bins, one for each bar. */
export function SubpartitionChart({ layout, subpartitionCount, marked, onMark }: Properties) {
  const id = useId();
  const sizes = layout.subpartitionBytes;
  const largest = largestSubpartition(sizes);
  if (largest === null || sizes.length < 2) {
    return null;
  }
  const isExact = subpartitionCount <= sizes.length;
  const words = isExact ? `${count(sizes.length)}; the largest, ${largest.subpartition}, holds ${bytes(largest.bytes)}` : `${count(subpartitionCount)}, in ${count(sizes.length)} bars; the largest bar holds ${bytes(largest.bytes)}`;
  const bars = sizes.map((size, n) => `M${n} 100V${100 - (100 * size) / largest.bytes}H${n + 1}V100Z`).join('');
  return (
    <div class="subpartitions">
      <h3>Subpartitions <small>{words}</small></h3>
      <svg viewBox={`0 0 ${sizes.length} 100`} preserveAspectRatio="none" role="img" aria-label={`Bytes of subpartitions: ${words}`}>
        <path d={bars} />
        {marked !== null && <rect class="marked" x={isExact ? marked : Math.floor((marked * sizes.length) / subpartitionCount)} y={0} width={1} height={100} />}
      </svg>
      <div class="filters">
        <label htmlFor={id}>Mark subpartition</label>
        <input id={id} type="number" min={0} max={subpartitionCount - 1} value={marked ?? ''} onInput={event => onMark(chosen(event.currentTarget.value, subpartitionCount))} />
        {isExact && <button type="button" onClick={() => onMark(largest.subpartition)}>Largest</button>}
        {marked !== null && <button type="button" onClick={() => onMark(null)}>None</button>}
        {marked !== null && isExact && <span>Subpartition {marked}: {bytes(sizes[marked] ?? 0)} in {count(layout.subpartitionFrames[marked] ?? 0)} frames</span>}
      </div>
    </div>
  );
}

function chosen(typed: string, length: number): number | null {
  const number = Number(typed);
  return typed !== '' && Number.isInteger(number) && number >= 0 && number < length ? number : null;
}
