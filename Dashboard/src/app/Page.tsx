import { DataSetPage } from '../pages/dataset/DataSetPage';
import { EventsPage } from '../pages/events/EventsPage';
import { JobPage } from '../pages/job/JobPage';
import { JobsPage } from '../pages/jobs/JobsPage';
import { OverviewPage } from '../pages/overview/OverviewPage';
import { PartitionPage } from '../pages/partition/PartitionPage';
import { PartitionsPage } from '../pages/partitions/PartitionsPage';
import { WaitsPage } from '../pages/waits/WaitsPage';
import { WorkerPage } from '../pages/worker/WorkerPage';
import { WorkersPage } from '../pages/workers/WorkersPage';
import { NotFoundPage } from './NotFoundPage';
import type { Route } from './routes';

export function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'overview':
      return <OverviewPage />;
    case 'workers':
      return <WorkersPage />;
    case 'worker':
      return <WorkerPage worker={route.worker} />;
    case 'jobs':
      return <JobsPage name={route.name} />;
    case 'job':
      return <JobPage job={route.job} />;
    case 'dataset':
      return <DataSetPage job={route.job} dataSet={route.dataSet} />;
    case 'partition':
      return <PartitionPage job={route.job} dataSet={route.dataSet} index={route.index} />;
    case 'partitions':
      return <PartitionsPage filter={route} />;
    case 'waits':
      return <WaitsPage job={route.job} worker={route.worker} />;
    case 'events':
      return <EventsPage job={route.job} worker={route.worker} />;
    case 'unknown':
      return <NotFoundPage path={route.path} />;
  }
}
