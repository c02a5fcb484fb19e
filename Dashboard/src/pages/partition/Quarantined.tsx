import type { Layout } from '../../api/types';
import { shown } from '../../format/names';

/** A file that was set aside: its inside cannot be trusted, so it is told and not drawn. */
export function Quarantined({ layout }: { layout: Layout }) {
  return (
    <div class="quarantined">
      {layout.detail !== '' && <p><bdi>{shown(layout.detail)}</bdi></p>}
      <p class="hint">The file was renamed and nobody reads it any more. It stays until its job ends, for whoever wants to look into it; the producer has to run again.</p>
    </div>
  );
}
