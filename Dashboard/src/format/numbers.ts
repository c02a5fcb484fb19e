const Whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : Whole.format(value);
}

/** "1 partition", "2 partitions". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${Whole.format(value)} ${value === 1 ? one : many}`;
}

export function percent(part: number, whole: number): string {
  if (whole <= 0) {
    return '–';
  }
  const share = (100 * part) / whole;
  return share > 0 && share < 1 ? '< 1 %' : `${Math.round(share)} %`;
}

/** A ratio to an even share: 1.0×, 12×. */
export function times(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${value.toFixed(value >= 10 ? 0 : value >= 1.95 ? 1 : 2)}×`;
}
