import type { Scale } from './colors';
import { rangeText, type View } from './view';

type Properties = {
  view: View; depth: number; scale: Scale; asTable: boolean;
  onScale: (scale: Scale) => void; onTable: (asTable: boolean) => void; onOut: () => void; onWhole: () => void;
};

export function HeatMapTools({ view, depth, scale, asTable, onScale, onTable, onOut, onWhole }: Properties) {
  return (
    <div class="filters">
      <span class="where">Producers <b>{rangeText({ from: view.fromProducer, count: view.producers })}</b>, subpartitions <b>{rangeText({ from: view.fromSubpartition, count: view.subpartitions })}</b></span>
      <button type="button" onClick={onOut} disabled={depth === 0}>Zoom out</button>
      <button type="button" onClick={onWhole} disabled={depth === 0}>Whole</button>
      <label>Scale <select value={scale} onChange={event => onScale(event.currentTarget.value as Scale)}><option value="log">logarithmic</option><option value="linear">linear</option></select></label>
      <label>Show as <select value={asTable ? 'table' : 'map'} onChange={event => onTable(event.currentTarget.value === 'table')}><option value="map">heat map</option><option value="table">table</option></select></label>
    </div>
  );
}
