import type { ComponentChildren } from 'preact';
import type { Matrix } from '../../api/types';
import { MarginBars } from './MarginBars';

/** The numbers along both sides, and how much every row and column holds in all. */
export function HeatMapAxes({ matrix, children }: { matrix: Matrix; children: ComponentChildren }) {
  const lastProducer = matrix.fromProducer + matrix.producers - 1;
  const lastSubpartition = matrix.fromSubpartition + matrix.subpartitions - 1;
  return (
    <div class="axes">
      <div class="columns"><MarginBars values={matrix.columnBytes} direction="up" label="Bytes of each subpartition in view" /></div>
      <div class="left" aria-hidden="true"><span>{matrix.fromProducer}</span><span class="title">producer</span><span>{lastProducer}</span></div>
      {children}
      <div class="rows"><MarginBars values={matrix.rowBytes} direction="right" label="Bytes of each producer in view" /></div>
      <div class="bottom" aria-hidden="true"><span>{matrix.fromSubpartition}</span><span class="title">subpartition</span><span>{lastSubpartition}</span></div>
    </div>
  );
}
