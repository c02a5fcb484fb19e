import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { count } from '../format/numbers';
import { usePagedRows } from '../live/usePagedRows';
import type { Column } from './Column';
import { ErrorNote } from './ErrorNote';
import { GoToRow } from './GoToRow';
import { Loading } from './Loading';
import { SortableHeader } from './SortableHeader';
import { pressed, type Sort } from './sorting';
import { rowsInView } from './virtual';

const RowHeight = 32;

type Properties<T> = {
  caption: string;
  columns: readonly (Column<T> & { width: string })[];
  pathOf: (skip: number, take: number) => string;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
  empty: ComponentChildren;
};

/** A table over a list of any length: rows out of view are two spacers, and only pages in view are asked for. */
export function VirtualTable<T>({ caption, columns, pathOf, sort, onSort, empty }: Properties<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 640 });
  const [total, setTotal] = useState(0);
  const view = rowsInView(scroll.top, scroll.height, RowHeight, total);
  const rows = usePagedRows<T>(pathOf, view);
  const measure = () => setScroll({ top: frame.current?.scrollTop ?? 0, height: frame.current?.clientHeight || 640 });
  useEffect(() => setTotal(rows.totalCount ?? total), [rows.totalCount]);
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 });
    measure();
  }, [pathOf(0, 0)]);
  if (rows.totalCount === null) {
    return rows.error === null ? <Loading /> : <ErrorNote error={rows.error} />;
  }
  if (rows.totalCount === 0) {
    return <>{empty}</>;
  }
  const drawn = Array.from({ length: Math.max(0, Math.min(view.to, rows.totalCount - 1) - view.from + 1) }, (_, n) => view.from + n);
  const firstSeen = Math.min(rows.totalCount, Math.floor(scroll.top / RowHeight) + 1);
  const lastSeen = Math.min(rows.totalCount, Math.floor((scroll.top + scroll.height) / RowHeight));
  return (
    <div class="virtual">
      <div class="position">
        <span aria-live="off">Rows {count(firstSeen)}–{count(lastSeen)} of {count(rows.totalCount)}</span>
        <GoToRow totalCount={rows.totalCount} onGo={row => frame.current?.scrollTo({ top: (row - 1) * RowHeight })} />
      </div>
      <div class="scroll tall" ref={frame} onScroll={measure} tabIndex={0} role="region" aria-label={caption}>
        <table aria-rowcount={rows.totalCount + 1}>
          <caption class="unseen">{caption}</caption>
          <colgroup>{columns.map(column => <col key={column.name} style={{ width: column.width }} />)}</colgroup>
          <thead><tr aria-rowindex={1}>{columns.map(column => (
            <SortableHeader key={column.name} name={column.name} field={column.sort} sort={sort} onSort={field => onSort(pressed(sort, field))} numeric={column.numeric} />
          ))}</tr></thead>
          <tbody>
            <Spacer rows={view.from} columns={columns.length} />
            {drawn.map(index => <Row key={index} index={index} item={rows.row(index)} columns={columns} />)}
            <Spacer rows={rows.totalCount - 1 - view.to} columns={columns.length} />
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Spacer({ rows, columns }: { rows: number; columns: number }) {
  return rows <= 0 ? null : <tr class="spacer" aria-hidden="true"><td colSpan={columns} style={{ height: `${rows * RowHeight}px` }} /></tr>;
}

function Row<T>({ index, item, columns }: { index: number; item: T | undefined; columns: readonly Column<T>[] }) {
  return (
    <tr aria-rowindex={index + 2}>
      {item === undefined ? <td colSpan={columns.length} class="awaited">…</td> : columns.map((column, n) => n === 0
        ? <th key={column.name} scope="row" class={column.numeric ? 'num' : undefined}>{column.cell(item)}</th>
        : <td key={column.name} class={column.numeric ? 'num' : undefined}>{column.cell(item)}</td>)}
    </tr>
  );
}
