const Clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const Day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function clock(at: string | number): string {
  return Clock.format(new Date(at));
}

export function dayAndClock(at: string | number): string {
  return Day.format(new Date(at)).replace(',', '');
}

/** 0.4 s, 12 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return '–';
  }
  if (seconds < 10) {
    return `${Math.max(0, seconds).toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s`
    : whole < 3600 ? pair(whole, 60, 'min', 1, 's')
    : whole < 86_400 ? pair(whole, 3600, 'h', 60, 'min')
    : pair(whole, 86_400, 'd', 3600, 'h');
}

/** How long ago, in whole units: nobody needs the seconds of what is minutes old. */
export function ago(at: string | number, now = Date.now()): string {
  const seconds = Math.round((now - new Date(at).getTime()) / 1000);
  return seconds < 1 ? 'just now'
    : seconds < 90 ? `${seconds} s ago`
    : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago`
    : `${duration(seconds)} ago`;
}

function pair(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  return rest === 0 ? `${Math.floor(seconds / large)} ${largeName}` : `${Math.floor(seconds / large)} ${largeName} ${rest} ${smallName}`;
}
