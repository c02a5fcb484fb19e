/** Cividis: even in lightness, and the same to eyes that do not tell red from green. */
const Stops: readonly (readonly [number, number, number])[] = [
  [0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115], [138, 134, 120], [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56],
];

export type Scale = 'log' | 'linear';

/** Where a value stands between nothing and the largest, 0 to 1. The log scale spans the magnitudes that occur. */
export function position(value: number, smallest: number, largest: number, scale: Scale): number {
  if (value <= 0 || largest <= 0) {
    return 0;
  }
  if (scale === 'linear') {
    return Math.min(1, value / largest);
  }
  const low = Math.log(Math.max(1, smallest));
  const high = Math.log(Math.max(1, largest));
  return high <= low ? 1 : Math.min(1, Math.max(0, (Math.log(Math.max(1, value)) - low) / (high - low)));
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

export const smallestOf = (values: readonly number[]) => values.reduce((least, value) => (value > 0 && value < least ? value : least), Infinity);
export const largestOf = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);

const mix = (a: number, b: number, part: number) => Math.round(a + (b - a) * part);
