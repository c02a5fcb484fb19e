/** Cividis: even in lightness, and the same to eyes that do not tell red from green. */
const Stops: readonly (readonly [number, number, number])[] = [
  [0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115], [138, 134, 120], [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56],
];

export type Scale = 'log' | 'linear';

export type Bounds = { scale: Scale; low: number; high: number };

/** Up to this factor around the median, data count as even: their noise must not look like skew. */
const Even = 8;

/** What the ends of the scale stand for. The log scale spans the magnitudes that occur, and at least a factor of 8 both ways from the median. */
export function boundsOf(values: readonly number[], scale: Scale): Bounds {
  const filled = values.filter(value => value > 0).sort((a, b) => a - b);
  const [least, median, most] = [filled[0] ?? 1, filled[Math.floor(filled.length / 2)] ?? 1, filled.at(-1) ?? 1];
  return scale === 'linear' ? { scale, low: 0, high: most } : { scale, low: Math.max(1, Math.min(least, median / Even)), high: Math.max(most, median * Even) };
}

/** Where a value stands between the ends of the scale, 0 to 1. */
export function position(value: number, { scale, low, high }: Bounds): number {
  if (value <= 0) {
    return 0;
  }
  const share = scale === 'linear' ? value / high : Math.log(Math.max(1, value) / low) / Math.log(high / low);
  return Math.min(1, Math.max(0, share));
}

export function colorAt(share: number): readonly [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (Stops.length - 1);
  const low = Stops[Math.floor(place)] ?? [0, 0, 0];
  const high = Stops[Math.ceil(place)] ?? low;
  const part = place - Math.floor(place);
  return [mix(low[0], high[0], part), mix(low[1], high[1], part), mix(low[2], high[2], part)];
}

export function cssColor(share: number): string {
  return `rgb(${colorAt(share).join(' ')})`;
}

export const largestOf = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);

const mix = (a: number, b: number, part: number) => Math.round(a + (b - a) * part);
