import { useRef, useState } from 'preact/hooks';
import { withQuery } from '../../api/query';
import type { DataSet, Matrix } from '../../api/types';
import { Answer } from '../../components/Answer';
import { Card } from '../../components/Card';
import { MissingNote } from '../../components/MissingNote';
import { usePolled } from '../../live/usePolled';
import type { Scale } from './colors';
import { Findings } from './Findings';
import { HeatMap } from './HeatMap';
import { HeatMapTools } from './HeatMapTools';
import { MatrixTable } from './MatrixTable';
import { evenBins, wholeOf, type View } from './view';

const MostCells = 128;
const TableCells = 12;

/** A matrix costs the workers some reading: it is asked for less often than the rest. */
const EveryMs = 5000;

/** Producers against consumers: who wrote how much for whom. */
export function HeatMapCard({ set }: { set: DataSet }) {
  const [zooms, setZooms] = useState<readonly View[]>([]);
  const [scale, setScale] = useState<Scale>('log');
  const [asTable, setAsTable] = useState(false);
  const view = zooms.at(-1) ?? wholeOf(set);
  const cells = asTable ? TableCells : MostCells;
  const path = withQuery(`/jobs/${set.job}/datasets/${set.dataSet}/matrix`, { ...view, rows: evenBins(view.producers, cells), columns: evenBins(view.subpartitions, cells) });
  const polled = usePolled<Matrix>(set.partitionCount === 0 ? null : path, EveryMs);
  // Until the new window is here the old one stays, and with it the focus of who zooms by the keyboard.
  const last = useRef<Matrix | null>(null);
  last.current = polled.data ?? last.current;
  const zoom = (next: View) => JSON.stringify(next) !== JSON.stringify(view) && setZooms([...zooms, next]);
  const tools = { view, depth: zooms.length, scale, asTable, onScale: setScale, onTable: setAsTable, onOut: () => setZooms(zooms.slice(0, -1)), onWhole: () => setZooms([]) };
  return (
    <Card title="Producers × subpartitions" wide>
      <HeatMapTools {...tools} />
      <Answer of={{ ...polled, data: last.current }}>{matrix => (
        <>
          <MissingNote missing={matrix.missing} />
          <div class="heat">
            {asTable ? <MatrixTable matrix={matrix} scale={scale} /> : <HeatMap set={set} matrix={matrix} scale={scale} onZoom={zoom} onOut={tools.onOut} />}
            <Findings set={set} matrix={matrix} onZoom={zoom} />
          </div>
        </>
      )}</Answer>
    </Card>
  );
}
