import type { Matrix } from '../../api/types';
import { bytes } from '../../format/bytes';
import { boundsOf, cssColor, position, type Scale } from './colors';
import { producersOf, rangeText, subpartitionsOf } from './view';

/** The same figures as a table, coarser. */
export function MatrixTable({ matrix, scale }: { matrix: Matrix; scale: Scale }) {
  const bounds = boundsOf(matrix.bytes, scale);
  const rows = Array.from({ length: matrix.rows }, (_, row) => row);
  const columns = Array.from({ length: matrix.columns }, (_, column) => column);
  return (
    <div class="scroll map" tabIndex={0} role="region" aria-label="Bytes by producer and subpartition">
      <table class="matrix">
        <caption class="unseen">Bytes by producer (rows) and subpartition (columns)</caption>
        <thead><tr><th scope="col">Producers</th>{columns.map(column => <th key={column} scope="col" class="num">{rangeText(subpartitionsOf(matrix, column))}</th>)}<th scope="col" class="num">All</th></tr></thead>
        <tbody>{rows.map(row => (
          <tr key={row}>
            <th scope="row">{rangeText(producersOf(matrix, row))}</th>
            {columns.map(column => {
              const value = matrix.bytes[row * matrix.columns + column] ?? 0;
              return <td key={column} class="num"><i aria-hidden="true" style={{ background: value > 0 ? cssColor(position(value, bounds)) : 'transparent' }} />{value === 0 ? '–' : bytes(value)}</td>;
            })}
            <td class="num"><b>{bytes(matrix.rowBytes[row])}</b></td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
