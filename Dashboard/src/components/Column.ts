import type { ComponentChildren } from 'preact';

/** One column of a table. */
export type Column<T> = {
  name: string;
  cell: (item: T) => ComponentChildren;
  numeric?: boolean;
  /** The service's word for sorting by it; in a table that holds all its rows, any unique word. */
  sort?: string;
  /** What rows are compared by in a table that holds all its rows. */
  by?: (item: T) => number | string;
};
