const Units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Sizes in powers of 1024, three significant digits: 512 B, 8.00 KiB, 23.4 GiB. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  let unit = size < 1 ? 0 : Math.min(Units.length - 1, Math.floor(Math.log2(size) / 10));
  let scaled = value / 1024 ** unit;
  if (Math.abs(scaled) >= 999.5 && unit < Units.length - 1) {
    unit += 1;
    scaled /= 1024;
  }
  return `${unit === 0 ? Math.round(scaled) : significant(scaled)} ${Units[unit]}`;
}

export function rate(bytesPerSecond: number | null): string {
  return bytesPerSecond === null ? '–' : `${bytes(bytesPerSecond)}/s`;
}

function significant(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
