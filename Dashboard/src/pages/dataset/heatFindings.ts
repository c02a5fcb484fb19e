import type { Matrix } from '../../api/types';
import { bytes } from '../../format/bytes';
import { times } from '../../format/numbers';
import { producersOf, rangeText } from './view';

/** From this multiple of the median on, a row or a column stands out. */
const StandsOut = 2;
const Named = 5;

export type Outlier = { row: number; producers: string; first: number; ratio: number; bytes: number };

/** The producers whose rows hold much more than the median row, largest first. */
export function heavyRows(matrix: Matrix): Outlier[] {
  const filled = matrix.rowBytes.filter(value => value > 0).sort((a, b) => a - b);
  const median = filled[Math.floor(filled.length / 2)] ?? 0;
  return matrix.rowBytes
    .map((value, row) => ({ row, producers: rangeText(producersOf(matrix, row)), first: producersOf(matrix, row).from, ratio: median > 0 ? value / median : 0, bytes: value }))
    .filter(one => one.ratio >= StandsOut)
    .sort((a, b) => b.ratio - a.ratio)
    .slice(0, Named);
}

/** The hottest subpartition in words: a hot key shows as one that holds many times the mean. */
export function hottestInWords(matrix: Matrix): string | null {
  if (matrix.hottestSubpartition === null || matrix.meanSubpartitionBytes <= 0) {
    return null;
  }
  const ratio = matrix.hottestBytes / matrix.meanSubpartitionBytes;
  return ratio >= StandsOut
    ? `Subpartition ${matrix.hottestSubpartition} is hot: ${bytes(matrix.hottestBytes)}, ${times(ratio)} the mean of ${bytes(matrix.meanSubpartitionBytes)}. Its consumer will be the last to finish.`
    : `Consumers are even: the largest subpartition, ${matrix.hottestSubpartition}, holds ${bytes(matrix.hottestBytes)}, ${times(ratio)} the mean.`;
}
