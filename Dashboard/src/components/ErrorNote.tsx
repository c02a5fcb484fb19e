import type { ApiError } from '../api/ApiError';
import { shown } from '../format/names';

/** What the service refused, and why. */
export function ErrorNote({ error }: { error: ApiError }) {
  return <div class="note bad" role="alert"><b>{shown(error.title)}</b><span>{shown(error.message)}</span></div>;
}
