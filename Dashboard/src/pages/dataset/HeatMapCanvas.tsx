import { useEffect, useRef, useState } from 'preact/hooks';
import { useDark } from '../../app/useDark';
import type { Matrix } from '../../api/types';
import type { Scale } from './colors';
import { drawCells, drawFrame } from './draw';
import type { Cell } from './view';

type Properties = {
  matrix: Matrix; scale: Scale; cursor: Cell | null; corner: Cell | null;
  onPoint: (cell: Cell) => void; onPress: (cell: Cell) => void; onRelease: (cell: Cell) => void; onEnter: (cell: Cell) => void; onLeave: () => void;
};

/** The cells, drawn: pixels in, cells out. */
export function HeatMapCanvas({ matrix, scale, cursor, corner, onPoint, onPress, onRelease, onEnter, onLeave }: Properties) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const dark = useDark();
  useEffect(() => {
    const host = canvas.current;
    if (host === null) {
      return undefined;
    }
    const resized = new ResizeObserver(() => setSize({ width: host.clientWidth, height: host.clientHeight }));
    resized.observe(host);
    return () => resized.disconnect();
  }, []);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (canvas.current && context && size.width > 0) {
      const sharp = window.devicePixelRatio || 1;
      canvas.current.width = Math.round(size.width * sharp);
      canvas.current.height = Math.round(size.height * sharp);
      drawCells(context, matrix, scale);
      drawFrame(context, matrix, cursor, corner, sharp);
    }
  }, [matrix, scale, cursor, corner, size, dark]);
  const cellAt = (event: MouseEvent): Cell => ({
    row: Math.min(matrix.rows - 1, Math.max(0, Math.floor((event.offsetY * matrix.rows) / Math.max(1, size.height)))),
    column: Math.min(matrix.columns - 1, Math.max(0, Math.floor((event.offsetX * matrix.columns) / Math.max(1, size.width)))),
  });
  return (
    <canvas
      ref={canvas} aria-hidden="true" onPointerMove={event => onPoint(cellAt(event))} onPointerDown={event => onPress(cellAt(event))} onPointerUp={event => onRelease(cellAt(event))}
      onDblClick={event => onEnter(cellAt(event))} onPointerLeave={onLeave}
    />
  );
}
