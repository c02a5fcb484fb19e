import { useId, useState } from 'preact/hooks';
import { links } from '../../app/links';
import type { DataSet, Matrix } from '../../api/types';
import { bytes } from '../../format/bytes';
import type { Scale } from './colors';
import { moved } from './cursor';
import { HeatMapAxes } from './HeatMapAxes';
import { HeatMapCanvas } from './HeatMapCanvas';
import { HeatMapLegend } from './HeatMapLegend';
import { cellOf, placeOf, producersOf, rangeText, subpartitionsOf, windowOf, zoomedTo, type Cell, type Place, type View } from './view';

type Properties = { set: DataSet; matrix: Matrix; scale: Scale; onZoom: (view: View) => void; onOut: () => void };

/** The heat map and its cursor: arrow keys move it, Enter zooms in where it stands, Escape zooms out; a mouse points, drags a window, double-clicks. */
export function HeatMap({ set, matrix, scale, onZoom, onOut }: Properties) {
  // A place, not a cell: it stays where it is when the window changes.
  const [place, setPlace] = useState<Place | null>(null);
  const cursor = place === null ? null : cellOf(matrix, place);
  const setCursor = (cell: Cell) => setPlace(placeOf(matrix, cell));
  const [corner, setCorner] = useState<Cell | null>(null);
  const help = useId();
  const enter = (cell: Cell) => {
    const next = zoomedTo(matrix, cell);
    if (next !== null) {
      onZoom(next);
    } else {
      location.hash = links.partition(set.job, set.dataSet, producersOf(matrix, cell.row).from);
    }
  };
  const press = (event: KeyboardEvent) => {
    const next = moved(cursor, event.key, matrix, event.shiftKey ? 10 : 1);
    if (next !== null) {
      setCursor(next);
    } else if (event.key === 'Enter' && cursor !== null) {
      enter(cursor);
    } else if (event.key === 'Escape') {
      onOut();
    } else {
      return;
    }
    event.preventDefault();
  };
  const release = (cell: Cell) => {
    if (corner !== null && (corner.row !== cell.row || corner.column !== cell.column)) {
      onZoom(windowOf(matrix, corner, cell));
    }
    setCorner(null);
  };
  return (
    <div class="map">
      <HeatMapAxes matrix={matrix}>
        <div class="cells" role="application" aria-roledescription="heat map" tabIndex={0} aria-label="Bytes by producer and subpartition" aria-describedby={help} onKeyDown={press} onFocus={() => place === null && setCursor({ row: 0, column: 0 })}>
          <HeatMapCanvas matrix={matrix} scale={scale} cursor={cursor} corner={corner} onPoint={setCursor} onPress={setCorner} onRelease={release} onEnter={enter} onLeave={() => setCorner(null)} />
        </div>
      </HeatMapAxes>
      <p class="readout" aria-live="polite">{cursor === null ? 'Point at a cell, or press Tab to reach the map.' : inWords(matrix, cursor)}</p>
      <HeatMapLegend matrix={matrix} scale={scale} />
      <p id={help} class="hint"><kbd>←↑↓→</kbd> move, with <kbd>Shift</kbd> by ten; <kbd>Enter</kbd> or a double click zooms in, then opens the partition; drag to choose a window; <kbd>Esc</kbd> zooms out.</p>
    </div>
  );
}

function inWords(matrix: Matrix, cell: Cell): string {
  const producers = producersOf(matrix, cell.row);
  const subpartitions = subpartitionsOf(matrix, cell.column);
  const value = matrix.bytes[cell.row * matrix.columns + cell.column] ?? 0;
  const of = `Producer${producers.count > 1 ? 's' : ''} ${rangeText(producers)}, subpartition${subpartitions.count > 1 ? 's' : ''} ${rangeText(subpartitions)}`;
  return `${of}: ${value === 0 ? 'nothing' : bytes(value)}. Row ${bytes(matrix.rowBytes[cell.row])}, column ${bytes(matrix.columnBytes[cell.column])}.`;
}
