import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api/ApiError';
import { get } from '../api/client';
import { token } from '../api/token';
import { Backoff } from './backoff';
import { pause, whenVisible } from './pause';
import { useStore } from './store';

/** What was last heard at an address. `error` is the service's refusal; silence is the banner's matter and leaves the data as they were. */
export type Polled<T> = { data: T | null; error: ApiError | null; asOf: number | null; refresh: () => void };

type Heard<T> = { path: string | null; data: T | null; error: ApiError | null; asOf: number | null };

const Nothing = { data: null, error: null, asOf: null };
export const EveryMs = 2000;

/** Asks an address every 2 s while the tab is seen, the next question only after the last answer. A null path asks nothing. */
export function usePolled<T>(path: string | null, everyMs = EveryMs): Polled<T> {
  const held = useStore(token);
  const [round, setRound] = useState(0);
  const [heard, setHeard] = useState<Heard<T>>({ path, ...Nothing });
  useEffect(() => {
    if (path === null) {
      return undefined;
    }
    const ended = new AbortController();
    void ask<T>(path, everyMs, ended.signal, (data, error) =>
      setHeard(before => ({ path, data: data ?? (before.path === path ? before.data : null), error, asOf: data === null ? before.asOf : Date.now() })));
    return () => ended.abort();
  }, [path, everyMs, held, round]);
  const refresh = useCallback(() => setRound(before => before + 1), []);
  return { ...(heard.path === path ? heard : Nothing), refresh };
}

async function ask<T>(path: string, everyMs: number, signal: AbortSignal, hear: (data: T | null, error: ApiError | null) => void): Promise<void> {
  const backoff = new Backoff(everyMs, 15_000);
  while (!signal.aborted) {
    let wait = everyMs;
    try {
      const data = await get<T>(path, signal);
      backoff.reset();
      hear(data, null);
    } catch (error) {
      wait = backoff.next();
      if (error instanceof ApiError && !signal.aborted) {
        hear(null, error);
      }
    }
    await pause(wait, signal);
    await whenVisible(signal);
  }
}
