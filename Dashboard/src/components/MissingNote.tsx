import type { Missing } from '../api/types';
import { shown } from '../format/names';
import { WorkerLink } from './WorkerLink';

/** Names the workers that did not answer: what they alone know is not on this page. */
export function MissingNote({ missing }: { missing: readonly Missing[] }) {
  return missing.length === 0 ? null : (
    <div class="note warn" role="status">
      <b>Not everybody answered</b>
      <ul>{missing.map(one => <li key={one.worker}><WorkerLink worker={one.worker} />: {shown(one.reason)}</li>)}</ul>
    </div>
  );
}
