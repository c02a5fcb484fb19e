import { links } from '../../app/links';
import type { Cluster, Severity } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { JobLink } from '../../components/JobLink';
import { severityTones } from '../../components/tones';
import { WorkerLink } from '../../components/WorkerLink';
import { shown } from '../../format/names';

const Order: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
const Words: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Note' };

/** What to look at now, worst first. */
export function Notices({ service }: { service: Cluster }) {
  if (service.workerCount === 0) {
    return <Empty title="No worker has registered yet.">Start a worker, or look into the log of one that should be there: it names what keeps it away. Engines can connect meanwhile.</Empty>;
  }
  const notices = [...service.notices].sort((a, b) => Order[a.severity] - Order[b.severity]);
  return (
    <section aria-label="What needs attention" class="notices">
      {notices.length === 0 && <p class="calm"><Badge tone="good">All is well</Badge> Nothing needs attention. <a href={links.waits()}>What is waiting</a></p>}
      <ul>{notices.map(notice => (
        <li key={notice.text} class={notice.severity}>
          <Badge tone={severityTones[notice.severity]}>{Words[notice.severity]}</Badge>
          <span class="text"><bdi>{shown(notice.text)}</bdi></span>
          <span class="subject">{notice.job !== null && <JobLink job={notice.job} />}{notice.worker !== null && <WorkerLink worker={notice.worker} />}</span>
        </li>
      ))}</ul>
    </section>
  );
}
