import { cluster } from '../live/cluster';
import { useStore } from '../live/store';
import { links } from './links';
import type { Route } from './routes';
import { SearchBox } from './SearchBox';
import { StreamLight } from './StreamLight';
import { ThemeToggle } from './ThemeToggle';

const Pages: readonly { text: string; href: string; of: readonly Route['page'][] }[] = [
  { text: 'Overview', href: links.overview, of: ['overview'] },
  { text: 'Workers', href: links.workers, of: ['workers', 'worker'] },
  { text: 'Jobs', href: links.jobs, of: ['jobs', 'job', 'dataset', 'partition'] },
  { text: 'Partitions', href: links.partitions(), of: ['partitions'] },
  { text: 'Waiting', href: links.waits(), of: ['waits'] },
  { text: 'Events', href: links.events(), of: ['events'] },
];

export function Header({ route }: { route: Route }) {
  const service = useStore(cluster).data;
  return (
    <header class="top">
      <a class="brand" href={links.overview} title={service === null ? undefined : `ShuffleOrleans ${service.version}`}><img src="./favicon.svg" alt="" width="22" height="22" /><span>ShuffleOrleans</span></a>
      <nav aria-label="Pages">
        <ul>{Pages.map(page => <li key={page.href}><a href={page.href} aria-current={page.of.includes(route.page) ? 'page' : undefined}>{page.text}</a></li>)}</ul>
      </nav>
      <SearchBox />
      <StreamLight />
      <ThemeToggle />
    </header>
  );
}
