import type { Sort } from './sorting';

/** A column's head that sorts when pressed, and says how the table is sorted. */
export function SortableHeader({ name, field, sort, onSort, numeric }: { name: string; field: string | undefined; sort: Sort | null; onSort: (field: string) => void; numeric?: boolean }) {
  const sorted = field !== undefined && sort?.field === field;
  return (
    <th scope="col" class={numeric ? 'num' : undefined} aria-sort={field === undefined ? undefined : sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      {field === undefined ? name : (
        <button type="button" class="sort" onClick={() => onSort(field)}>{name}<span aria-hidden="true">{sorted ? (sort.descending ? '▾' : '▴') : ''}</span></button>
      )}
    </th>
  );
}
