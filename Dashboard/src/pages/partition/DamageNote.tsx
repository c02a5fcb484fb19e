import type { Verification } from '../../api/types';
import { When } from '../../components/When';
import { WorkerLink } from '../../components/WorkerLink';
import { shown } from '../../format/names';

/** Says it first when the last check of a share found damage. */
export function DamageNote({ checks }: { checks: readonly Verification[] }) {
  const last = new Map<string, Verification>();
  [...checks].sort((a, b) => a.at.localeCompare(b.at)).forEach(check => last.set(`${check.worker} ${check.epoch}`, check));
  const damaged = [...last.values()].filter(check => check.outcome === 'Damaged');
  return damaged.length === 0 ? null : (
    <div class="note bad" role="status">
      <b>Checksums failed</b>
      <ul>{damaged.map(check => <li key={`${check.worker} ${check.epoch}`}><WorkerLink worker={check.worker} />, <When at={check.at} />: {shown(check.detail)}</li>)}</ul>
    </div>
  );
}
