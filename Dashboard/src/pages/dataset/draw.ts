import type { Matrix } from '../../api/types';
import { boundsOf, colorAt, position, type Scale } from './colors';
import type { Cell } from './view';

/** One pixel a cell, then enlarged without smoothing: the cost does not grow with the screen. Empty cells stay clear. */
export function drawCells(context: CanvasRenderingContext2D, matrix: Matrix, scale: Scale): void {
  const small = document.createElement('canvas');
  small.width = matrix.columns;
  small.height = matrix.rows;
  const pixels = new ImageData(matrix.columns, matrix.rows);
  const bounds = boundsOf(matrix.bytes, scale);
  matrix.bytes.forEach((value, n) => {
    if (value > 0) {
      pixels.data.set([...colorAt(position(value, bounds)), 255], n * 4);
    }
  });
  small.getContext('2d')?.putImageData(pixels, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, context.canvas.width, context.canvas.height);
}

/** The cursor as a double line, which shows on every colour; and the window that is being dragged. */
export function drawFrame(context: CanvasRenderingContext2D, matrix: Matrix, cursor: Cell | null, corner: Cell | null, sharp: number): void {
  if (cursor === null) {
    return;
  }
  const other = corner ?? cursor;
  const [width, height] = [context.canvas.width / matrix.columns, context.canvas.height / matrix.rows];
  const [left, top] = [Math.min(cursor.column, other.column) * width, Math.min(cursor.row, other.row) * height];
  const [right, bottom] = [(Math.max(cursor.column, other.column) + 1) * width, (Math.max(cursor.row, other.row) + 1) * height];
  for (const [color, around] of [['#000', 2.5], ['#fff', 1]] as const) {
    context.strokeStyle = color;
    context.lineWidth = 1.5 * sharp;
    context.strokeRect(left - around * sharp, top - around * sharp, right - left + 2 * around * sharp, bottom - top + 2 * around * sharp);
  }
}
