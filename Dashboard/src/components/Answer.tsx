import type { ComponentChildren } from 'preact';
import type { Polled } from '../live/usePolled';
import { ErrorNote } from './ErrorNote';
import { Loading } from './Loading';

/** An answer once there is one; until then that it is awaited; and a refusal beside whatever was known before it. */
export function Answer<T>({ of, children }: { of: Polled<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      {of.error !== null && of.error.status !== 401 && <ErrorNote error={of.error} />}
      {of.data !== null ? children(of.data) : of.error === null && <Loading />}
    </>
  );
}
