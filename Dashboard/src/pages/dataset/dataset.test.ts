import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../api/types';
import { boundsOf, colorAt, position } from './colors';
import { moved } from './cursor';
import { heavyRows, hottestInWords } from './heatFindings';
import { binOf, cellOf, evenBins, placeOf, producersOf, windowOf, zoomedTo } from './view';

function matrix(producers: number, subpartitions: number, rows: number, columns: number, cell: (row: number, column: number) => number = () => 1): Matrix {
  const bytes = Array.from({ length: rows * columns }, (_, n) => cell(Math.floor(n / columns), n % columns));
  const rowBytes = Array.from({ length: rows }, (_, row) => bytes.slice(row * columns, (row + 1) * columns).reduce((a, b) => a + b, 0));
  return { fromProducer: 0, producers, fromSubpartition: 0, subpartitions, rows, columns, bytes, rowBytes, columnBytes: [], committed: producers, sampled: producers, hottestSubpartition: 3, hottestBytes: 500, meanSubpartitionBytes: 50, missing: [] };
}

describe('bins', () => {
  it('cover every producer exactly once, in order', () => {
    for (const [count, bins] of [[200, 100], [7, 3], [128, 128], [100_000, 128], [5, 1]] as const) {
      const all = Array.from({ length: bins }, (_, n) => binOf(10, count, bins, n));
      expect(all[0]?.from).toBe(10);
      expect(all.reduce((sum, bin) => sum + bin.count, 0)).toBe(count);
      all.slice(1).forEach((bin, n) => expect(bin.from).toBe((all[n]?.from ?? 0) + (all[n]?.count ?? 0)));
    }
  });

  it('are asked for in a number that makes them even', () => {
    expect([evenBins(200, 128), evenBins(128, 128), evenBins(1, 128), evenBins(100_000, 128)]).toEqual([100, 128, 1, 128]);
  });
});

describe('zooming', () => {
  it('keeps the place of the cursor', () => {
    const whole = matrix(200, 200, 100, 100);
    const zoomed = { ...matrix(50, 50, 50, 50), fromProducer: 100, fromSubpartition: 60 };
    for (const cell of [{ row: 55, column: 31 }, { row: 74, column: 54 }]) {
      expect(cellOf(whole, placeOf(whole, cell))).toEqual(cell);
      expect(cellOf(zoomed, placeOf(whole, cell))).toEqual({ row: cell.row * 2 - 100, column: cell.column * 2 - 60 });
    }
    expect(cellOf(zoomed, { producer: 0, subpartition: 199 })).toEqual({ row: 0, column: 49 });
  });

  it('ends at single partitions, from any size', () => {
    let view = matrix(100_000, 4096, 128, 128);
    let steps = 0;
    for (let next = zoomedTo(view, { row: view.rows - 1, column: view.columns - 1 }); next !== null; next = zoomedTo(view, { row: view.rows - 1, column: view.columns - 1 })) {
      expect(next.fromProducer + next.producers).toBeLessThanOrEqual(100_000);
      view = { ...matrix(next.producers, next.subpartitions, Math.min(128, next.producers), Math.min(128, next.subpartitions)), ...next };
      expect(++steps).toBeLessThan(12);
    }
    expect(producersOf(view, view.rows - 1)).toEqual({ from: 99_999, count: 1 });
  });

  it('takes the window between two corners in any order', () => {
    const whole = matrix(200, 200, 100, 100);
    const window = { fromProducer: 20, producers: 12, fromSubpartition: 4, subpartitions: 6 };
    expect(windowOf(whole, { row: 10, column: 2 }, { row: 15, column: 4 })).toEqual(window);
    expect(windowOf(whole, { row: 15, column: 4 }, { row: 10, column: 2 })).toEqual(window);
  });
});

describe('the cursor', () => {
  it('stays inside', () => {
    const size = { rows: 3, columns: 4 };
    expect(moved(null, 'ArrowUp', size, 1)).toEqual({ row: 0, column: 0 });
    expect(moved({ row: 2, column: 3 }, 'ArrowDown', size, 10)).toEqual({ row: 2, column: 3 });
    expect(moved({ row: 0, column: 0 }, 'End', size, 1)).toEqual({ row: 0, column: 3 });
    expect(moved({ row: 0, column: 0 }, 'x', size, 1)).toBeNull();
  });
});

describe('colours', () => {
  it('grow lighter from nothing to the largest', () => {
    const light = Array.from({ length: 50 }, (_, n) => colorAt(n / 49)).map(([r, g, b]) => 0.21 * r + 0.72 * g + 0.07 * b);
    light.slice(1).forEach((value, n) => expect(value).toBeGreaterThanOrEqual(light[n] ?? 0));
  });

  it('spread magnitudes on the log scale', () => {
    const bounds = boundsOf([0, 10, 100, 10_000], 'log');
    expect([0, 10, 10_000].map(value => position(value, bounds))).toEqual([0, 0, 1]);
    expect(position(Math.sqrt(10 * 10_000), bounds)).toBeCloseTo(0.5);
    expect(position(100, boundsOf([10, 1000], 'linear'))).toBe(0.1);
  });

  it('show even data as even', () => {
    const bounds = boundsOf([95, 100, 105], 'log');
    expect(position(105, bounds) - position(95, bounds)).toBeLessThan(0.05);
    expect(position(100, bounds)).toBeCloseTo(0.5);
  });
});

describe('findings', () => {
  it('name the producers that stand out and the hot subpartition', () => {
    const skewed = matrix(20, 4, 20, 4, row => (row === 7 ? 700 : 100));
    expect(heavyRows(skewed).map(one => [one.producers, one.ratio])).toEqual([['7', 7]]);
    expect(hottestInWords(skewed)).toContain('Subpartition 3 is hot: 500 B, 10× the mean');
  });

  it('say nothing of an even or an empty matrix', () => {
    expect(heavyRows(matrix(20, 4, 20, 4))).toEqual([]);
    expect(heavyRows(matrix(20, 4, 20, 4, () => 0))).toEqual([]);
    expect(hottestInWords({ ...matrix(4, 4, 4, 4), hottestSubpartition: null })).toBeNull();
  });
});
