import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/ApiError';
import type { Page } from '../api/types';
import { usePolled } from './usePolled';

export const PageRows = 100;

/** Rows seen before stay for scrolling back, up to so many pages. */
const KeptPages = 40;

/** A drag through the whole list asks for where it ends, not for every page it passes. */
const SettleMs = 90;

export type PagedRows<T> = { totalCount: number | null; row: (index: number) => T | undefined; error: ApiError | null; asOf: number | null; first: Page<T> | null };

/** A long list of the service, of which only the pages in view are asked for, again and again. `pathOf` must change with the question. */
export function usePagedRows<T>(pathOf: (skip: number, take: number) => string, view: { from: number; to: number }): PagedRows<T> {
  const settled = useSettled(view);
  const [top, bottom] = [Math.floor(settled.from / PageRows), Math.floor(settled.to / PageRows)];
  const path = (page: number) => pathOf(page * PageRows, PageRows);
  const upper = usePolled<Page<T>>(path(top));
  const lower = usePolled<Page<T>>(bottom === top ? null : path(bottom));
  const kept = useRef(new Map<string, Page<T>>());
  remember(kept.current, path(top), upper.data);
  remember(kept.current, path(bottom), lower.data);
  const known = upper.data ?? lower.data ?? kept.current.get(path(0)) ?? null;
  return {
    totalCount: known?.totalCount ?? null,
    row: index => kept.current.get(path(Math.floor(index / PageRows)))?.items[index % PageRows],
    error: upper.error ?? lower.error,
    asOf: upper.asOf,
    first: known,
  };
}

function remember<T>(kept: Map<string, T>, path: string, page: T | null): void {
  if (page !== null) {
    kept.delete(path);
    kept.set(path, page);
    const oldest = kept.keys().next().value;
    if (kept.size > KeptPages && oldest !== undefined) {
      kept.delete(oldest);
    }
  }
}

function useSettled(view: { from: number; to: number }): { from: number; to: number } {
  const [settled, setSettled] = useState(view);
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ from: view.from, to: view.to }), SettleMs);
    return () => clearTimeout(timer);
  }, [view.from, view.to]);
  return settled;
}
