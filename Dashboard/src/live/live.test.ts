import { describe, expect, it } from 'vitest';
import type { Event } from '../api/types';
import { Backoff } from './backoff';
import { Kept, merge } from './eventLog';
import { addSample, type Throughput } from './throughput';

const event = (sequence: number): Event => ({ sequence, at: '', severity: 'info', kind: '', text: '', job: null, dataSet: null, index: null, attempt: null, epoch: null, worker: null });

describe('the event log', () => {
  it('keeps each event once, newest first, whatever a reconnect repeats', () => {
    const first = merge([], [event(1), event(2), event(3)]);
    expect(merge(first, [event(2), event(3), event(4)]).map(one => one.sequence)).toEqual([4, 3, 2, 1]);
  });

  it('has a limit', () => {
    const many = merge([], Array.from({ length: Kept + 50 }, (_, n) => event(n)));
    expect([many.length, many[0]?.sequence]).toEqual([Kept, Kept + 49]);
  });
});

describe('throughput', () => {
  const none: Throughput = { last: null, rates: [] };
  const sample = (at: number, received: number) => ({ at, received, sent: 0 });

  it('is the difference of totals over time', () => {
    const after = addSample(addSample(none, sample(1000, 500)), sample(3000, 2500));
    expect(after.rates.map(rate => rate.received)).toEqual([null, 1000]);
  });

  it('is unknown, not negative, when a worker left the sum', () => {
    const after = addSample(addSample(none, sample(1000, 5000)), sample(3000, 100));
    expect(after.rates.at(-1)?.received).toBeNull();
  });

  it('is unknown after a pause, and the same answer counts once', () => {
    const paused = addSample(addSample(none, sample(0, 0)), sample(60_000, 1e9));
    expect(paused.rates.at(-1)?.received).toBeNull();
    expect(addSample(paused, sample(60_000, 1e9))).toBe(paused);
  });
});

describe('backoff', () => {
  it('doubles up to its bound, spreads, and starts anew after an answer', () => {
    const lowest = new Backoff(1000, 8000, () => 0);
    expect([1, 2, 3, 4, 5].map(() => lowest.next())).toEqual([500, 1000, 2000, 4000, 4000]);
    lowest.reset();
    expect(lowest.next()).toBe(500);
    expect(new Backoff(1000, 8000, () => 1).next()).toBe(1000);
  });
});
