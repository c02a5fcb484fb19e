import { cluster } from '../live/cluster';
import { useStore } from '../live/store';

/** Why nothing can be changed here, or null if it can. */
export function useChangesDisabled(): string | null {
  const service = useStore(cluster).data;
  return service !== null && !service.changesEnabled ? 'Changes are disabled: the service has no admin token (Shuffle:Gateway:AdminToken).' : null;
}
