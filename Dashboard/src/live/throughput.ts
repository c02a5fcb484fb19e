import { createStore } from './store';

export type Sample = { at: number; received: number; sent: number };
export type Rate = { at: number; received: number | null; sent: number | null };
export type Throughput = { last: Sample | null; rates: readonly Rate[] };

/** Ten minutes of samples every 2 s. */
export const Kept = 300;

/** After a longer pause (a hidden tab) an average would pass for a measurement: the line breaks instead. */
const LongestGapMs = 15_000;

export const throughput = createStore<Throughput>({ last: null, rates: [] });

/** Totals become rates by their differences. A total that fell (a worker left the sum) gives no rate rather than a wrong one. */
export function addSample(before: Throughput, sample: Sample): Throughput {
  const last = before.last;
  if (last !== null && sample.at <= last.at) {
    return before;
  }
  const gap = last === null ? Infinity : sample.at - last.at;
  const rate = (now: number, then: number) => (now < then ? null : ((now - then) * 1000) / gap);
  const measured: Rate = last === null || gap > LongestGapMs
    ? { at: sample.at, received: null, sent: null }
    : { at: sample.at, received: rate(sample.received, last.received), sent: rate(sample.sent, last.sent) };
  return { last: sample, rates: [...before.rates, measured].slice(-Kept) };
}
