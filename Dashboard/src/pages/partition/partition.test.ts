import { describe, expect, it } from 'vitest';
import type { Verification } from '../../api/types';
import { verdict } from './checkWords';
import { drawnRuns } from './drawnRuns';
import { placeOf, toScale } from './fileScale';

describe('the file to scale', () => {
  it('shows what is tiny and fills the line exactly', () => {
    const spans = toScale([4096, 5_000_000_000, 30_000, 64], 1000, 5);
    expect(spans.map(span => Math.round(span.width))).toEqual([5, 985, 5, 5]);
    expect((spans.at(-1)?.from ?? 0) + (spans.at(-1)?.width ?? 0)).toBeCloseTo(1000);
    expect(toScale([0, 0], 1000, 5).map(span => span.width)).toEqual([0, 0]);
  });

  it('puts a reader where it is inside its section', () => {
    const sections = [{ offset: 0, bytes: 100 }, { offset: 100, bytes: 900 }];
    const spans = toScale([100, 900], 1000, 5);
    expect(placeOf(550, sections, spans)).toBeCloseTo(550);
    expect(placeOf(5000, sections, spans)).toBeCloseTo(1000);
  });
});

describe('the runs of a region', () => {
  const runs = Array.from({ length: 4000 }, (_, subpartition) => ({ subpartition, offset: 1000 + subpartition * 10, bytes: 10, frames: 1 }));
  const region = { region: 0, offset: 1000, bytes: 40_000, frames: 4000, broadcast: false, runs };

  it('are drawn together where they are narrow, with no gap', () => {
    const drawn = drawnRuns(region, 40_000, 4000, null);
    expect(drawn.length).toBeLessThan(700);
    drawn.slice(1).forEach((run, n) => expect(run.from).toBeCloseTo((drawn[n]?.from ?? 0) + (drawn[n]?.width ?? 0)));
    expect(drawn.reduce((sum, run) => sum + run.width, 0)).toBeCloseTo(1000);
  });

  it('keep the marked subpartition apart', () => {
    const marked = drawnRuns(region, 40_000, 4000, 1234).filter(run => run.marked);
    expect(marked.map(run => run.words)).toEqual(['Subpartition 1234: 10 B at offset 13340']);
  });
});

describe('the verdict of a verification', () => {
  const check = (outcome: Verification['outcome'], detail = '') => ({ worker: 'a', attempt: 0, epoch: 1, at: '', outcome, frames: 3, bytes: 9, seconds: 0, detail, by: 'Operator' }) as Verification;
  const page = (items: Verification[], missing: { worker: string; reason: string }[] = []) => ({ items, totalCount: items.length, skip: 0, missing });

  it('is intact only where every holder has said so', () => {
    expect(verdict(page([check('Intact'), check('Intact')]))).toBe('Intact: 6 frames checked on 2 workers.');
    expect(verdict(page([check('Intact'), check('Unreadable', 'the disk fails')]))).toBe('Unreadable: the disk fails');
    for (const said of [verdict(page([check('Busy')])), verdict(page([check('Intact')], [{ worker: 'b', reason: 'no answer' }])), verdict(page([]))]) {
      expect(said).not.toContain('Intact');
    }
  });
});
