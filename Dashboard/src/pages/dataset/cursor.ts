import type { Cell } from './view';

/** Where a key moves the cursor; null for keys that do not move it. */
export function moved(cursor: Cell | null, key: string, size: { rows: number; columns: number }, step: number): Cell | null {
  const { row, column } = cursor ?? { row: 0, column: 0 };
  const within = (cell: Cell): Cell => ({ row: Math.min(size.rows - 1, Math.max(0, cell.row)), column: Math.min(size.columns - 1, Math.max(0, cell.column)) });
  switch (key) {
    case 'ArrowUp':
      return within({ row: row - step, column });
    case 'ArrowDown':
      return within({ row: row + step, column });
    case 'ArrowLeft':
      return within({ row, column: column - step });
    case 'ArrowRight':
      return within({ row, column: column + step });
    case 'Home':
      return within({ row, column: 0 });
    case 'End':
      return within({ row, column: size.columns - 1 });
    case 'PageUp':
      return within({ row: 0, column });
    case 'PageDown':
      return within({ row: size.rows - 1, column });
    default:
      return null;
  }
}
