import { describe, expect, it } from 'vitest';
import { bytes } from './bytes';
import { parseId } from './ids';
import { shown } from './names';
import { percent, times } from './numbers';
import { ago, duration } from './time';

describe('figures', () => {
  it('write sizes in powers of 1024 with three digits', () => {
    expect([0, 1, 1023, 1024, 10_240, 1024 ** 2 - 1, 1.5 * 1024 ** 3, 5e15].map(bytes)).toEqual(['0 B', '1 B', '1.00 KiB', '1.00 KiB', '10.0 KiB', '1.00 MiB', '1.50 GiB', '4.44 PiB']);
    expect([bytes(null), bytes(undefined), bytes(NaN)]).toEqual(['–', '–', '–']);
  });

  it('write durations in two units at most', () => {
    expect([0.04, 9.94, 59.4, 60, 200, 7500, 90_000].map(duration)).toEqual(['0.0 s', '9.9 s', '59 s', '1 min', '3 min 20 s', '2 h 5 min', '1 d 1 h']);
  });

  it('tell how long ago something was', () => {
    expect([0, 1, 89, 90, 3599, 3600].map(seconds => ago(0, seconds * 1000))).toEqual(['just now', '1 s ago', '89 s ago', '1 min ago', '59 min ago', '1 h ago']);
  });

  it('never round a share that is there to nothing', () => {
    expect([percent(1, 100_000), percent(0, 5), percent(5, 5), percent(1, 0)]).toEqual(['< 1 %', '0 %', '100 %', '–']);
    expect([times(1), times(2.04), times(31.4), times(null)]).toEqual(['1.00×', '2.0×', '31×', '–']);
  });
});

describe('what came from elsewhere', () => {
  it('is taken for an id in every way people write one', () => {
    const id = '0123456789abcdef0123456789abcdef';
    expect([id, ` ${id.toUpperCase()}\n`, '{01234567-89ab-cdef-0123-456789abcdef}'].map(parseId)).toEqual([id, id, id]);
    expect(['', 'job', id.slice(1), `${id}0`, id.replace('a', 'g')].map(parseId)).toEqual([null, null, null, null, null]);
  });

  it('cannot break lines or turn the text around it', () => {
    expect(shown('a\u202Egnp.exe\n\u0000')).toBe('a\ufffdgnp.exe\ufffd\ufffd');
    expect(shown('')).toBe('(no name)');
  });
});
