import type { DataSet, Matrix } from '../../api/types';

/** The window of a data set that the heat map shows, in producers and subpartitions. */
export type View = { fromProducer: number; producers: number; fromSubpartition: number; subpartitions: number };
export type Cell = { row: number; column: number };
export type Place = { producer: number; subpartition: number };
export type Range = { from: number; count: number };

/** A window this small is not cut further: Enter opens the partition instead. */
const Smallest = 8;
const ZoomStep = 4;

export function wholeOf(set: DataSet): View {
  return { fromProducer: 0, producers: Math.max(1, set.partitionCount), fromSubpartition: 0, subpartitions: Math.max(1, set.subpartitionCount) };
}

/** How many bins to ask for, at most `most`, so that all are of one size (but perhaps the last): uneven ones would draw stripes where there are none. */
export function evenBins(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / Math.ceil(count / most)));
}

/** Which of `count` items from `from` on fall into bin `n` of `bins`. */
export function binOf(from: number, count: number, bins: number, n: number): Range {
  const start = Math.ceil((n * count) / bins);
  return { from: from + start, count: Math.max(1, Math.ceil(((n + 1) * count) / bins) - start) };
}

export const producersOf = (matrix: Matrix, row: number) => binOf(matrix.fromProducer, matrix.producers, matrix.rows, row);
export const subpartitionsOf = (matrix: Matrix, column: number) => binOf(matrix.fromSubpartition, matrix.subpartitions, matrix.columns, column);

/** The first producer and subpartition of a cell. */
export function placeOf(matrix: Matrix, cell: Cell): Place {
  return { producer: producersOf(matrix, cell.row).from, subpartition: subpartitionsOf(matrix, cell.column).from };
}

/** The cell that a place falls into, or the nearest to it: the cursor keeps its place when the window changes. */
export function cellOf(matrix: Matrix, { producer, subpartition }: Place): Cell {
  const bin = (offset: number, count: number, bins: number) => Math.min(bins - 1, Math.max(0, Math.floor((offset * bins) / count)));
  return { row: bin(producer - matrix.fromProducer, matrix.producers, matrix.rows), column: bin(subpartition - matrix.fromSubpartition, matrix.subpartitions, matrix.columns) };
}

/** "7", or "7–9". */
export function rangeText(range: Range): string {
  return range.count === 1 ? String(range.from) : `${range.from}–${range.from + range.count - 1}`;
}

/** The window that two corners of a selection span. */
export function windowOf(matrix: Matrix, a: Cell, b: Cell): View {
  const [top, bottom] = [producersOf(matrix, Math.min(a.row, b.row)), producersOf(matrix, Math.max(a.row, b.row))];
  const [left, right] = [subpartitionsOf(matrix, Math.min(a.column, b.column)), subpartitionsOf(matrix, Math.max(a.column, b.column))];
  return { fromProducer: top.from, producers: bottom.from + bottom.count - top.from, fromSubpartition: left.from, subpartitions: right.from + right.count - left.from };
}

/** A quarter of the window around a cell; null when it is small enough to look at partitions themselves. */
export function zoomedTo(matrix: Matrix, cell: Cell): View | null {
  if (matrix.producers <= Smallest && matrix.subpartitions <= Smallest) {
    return null;
  }
  const rows = around(producersOf(matrix, cell.row), matrix.fromProducer, matrix.producers);
  const columns = around(subpartitionsOf(matrix, cell.column), matrix.fromSubpartition, matrix.subpartitions);
  return { fromProducer: rows.from, producers: rows.count, fromSubpartition: columns.from, subpartitions: columns.count };
}

function around(bin: Range, from: number, count: number): Range {
  const size = Math.min(count, Math.max(Smallest, bin.count, Math.ceil(count / ZoomStep)));
  const centred = Math.floor(bin.from + bin.count / 2 - size / 2);
  return { from: Math.min(Math.max(from, centred), from + count - size), count: size };
}
