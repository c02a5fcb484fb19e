import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { names } from '../live/names';
import { DataTable } from './DataTable';
import { EventList } from './EventList';
import { rowsInView } from './virtual';

const hostile = '<img src=x onerror="globalThis.hacked=true">';
let host: HTMLElement;

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, host);
  host.remove();
});

describe('hostile names', () => {
  it('stay text, wherever an event carries them', () => {
    const job = 'a'.repeat(32);
    names.set({ jobs: new Map([[job, hostile]]), workers: new Map() });
    const event = { sequence: 1, at: '2026-01-01T00:00:00Z', severity: 'info' as const, kind: hostile, text: hostile, job, dataSet: null, index: null, attempt: null, epoch: null, worker: null };
    act(() => render(<EventList events={[event]} label="Events" />, host));
    expect(host.querySelector('img')).toBeNull();
    expect(host.textContent?.split(hostile).length).toBe(4);
  });
});

describe('a table', () => {
  const columns = [{ name: 'Name', by: (row: { n: string; v: number }) => row.n, cell: (row: { n: string; v: number }) => row.n }, { name: 'Size', numeric: true, by: (row: { n: string; v: number }) => row.v, cell: (row: { n: string; v: number }) => row.v }];
  const rows = [{ n: 'b', v: 9 }, { n: 'a', v: 10 }];
  const first = () => host.querySelector('tbody th')?.textContent;

  it('sorts by numbers, says how, and turns when pressed again', () => {
    act(() => render(<DataTable caption="T" columns={columns} rows={rows} rowKey={row => row.n} />, host));
    const size = host.querySelectorAll('thead button')[1] as HTMLButtonElement;
    act(() => size.click());
    expect([first(), host.querySelectorAll('thead th')[1]?.getAttribute('aria-sort')]).toEqual(['a', 'descending']);
    act(() => size.click());
    expect([first(), host.querySelectorAll('thead th')[1]?.getAttribute('aria-sort')]).toEqual(['b', 'ascending']);
    expect(host.querySelector('thead th')?.getAttribute('scope')).toBe('col');
    expect(host.querySelector('tbody th')?.getAttribute('scope')).toBe('row');
  });

  it('says what to do when it is empty', () => {
    act(() => render(<DataTable caption="T" columns={columns} rows={[]} rowKey={row => row.n} empty={<p>Start a worker.</p>} />, host));
    expect(host.textContent).toBe('Start a worker.');
  });
});

describe('a long list', () => {
  it('draws a screenful, at the top, in the middle and at the end', () => {
    for (const scrollTop of [0, 1_600_000, 100_000 * 32]) {
      const { from, to } = rowsInView(scrollTop, 640, 32, 100_000);
      expect(to - from).toBeLessThan(50);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThan(100_000);
    }
    expect(rowsInView(0, 640, 32, 3)).toEqual({ from: 0, to: 2 });
  });
});
