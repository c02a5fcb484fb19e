import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Column } from './Column';
import { SortableHeader } from './SortableHeader';
import { pressed, type Sort } from './sorting';

type Properties<T> = {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (item: T) => string | number;
  initialSort?: Sort;
  empty?: ComponentChildren;
  rowClass?: (item: T) => string | undefined;
};

/** A table that holds all its rows; it sorts by what its columns compare by. The first column names the row. */
export function DataTable<T>({ caption, columns, rows, rowKey, initialSort, empty, rowClass }: Properties<T>) {
  const [sort, setSort] = useState<Sort | null>(initialSort ?? null);
  if (rows.length === 0) {
    return <>{empty ?? <p class="none">None.</p>}</>;
  }
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`${caption}, table`}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead><tr>{columns.map(column => (
          <SortableHeader key={column.name} name={column.name} field={column.by && (column.sort ?? column.name)} sort={sort} onSort={field => setSort(pressed(sort, field))} numeric={column.numeric} />
        ))}</tr></thead>
        <tbody>{sorted(rows, columns, sort).map(item => (
          <tr key={rowKey(item)} class={rowClass?.(item)}>{columns.map((column, n) => n === 0
            ? <th key={column.name} scope="row" class={column.numeric ? 'num' : undefined}>{column.cell(item)}</th>
            : <td key={column.name} class={column.numeric ? 'num' : undefined}>{column.cell(item)}</td>)}</tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], sort: Sort | null): readonly T[] {
  const by = columns.find(column => (column.sort ?? column.name) === sort?.field)?.by;
  if (by === undefined || sort === null) {
    return rows;
  }
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
}
