import { useEffect } from 'preact/hooks';
import type { Cluster } from '../api/types';
import { createStore } from './store';
import { addSample, throughput } from './throughput';
import { usePolled, type Polled } from './usePolled';

/** The service as it was last heard, for every page: whether changes are possible, and the throughput so far. */
export const cluster = createStore<Polled<Cluster>>({ data: null, error: null, asOf: null, refresh: () => undefined });

export function useClusterFeed(): void {
  const polled = usePolled<Cluster>('/cluster');
  useEffect(() => cluster.set(polled), [polled.data, polled.error, polled.asOf]);
  useEffect(() => {
    if (polled.data !== null) {
      throughput.set(addSample(throughput.get(), { at: Date.parse(polled.data.at), received: polled.data.receivedBytes, sent: polled.data.sentBytes }));
    }
  }, [polled.data]);
}
