import { Empty } from '../components/Empty';
import { PageHead } from '../components/PageHead';
import { links } from './links';

export function NotFoundPage({ path }: { path: string }) {
  return (
    <>
      <PageHead title="No such page" />
      <Empty title={`Nothing stands at ${path}.`}>The address may have been cut. Go to the <a href={links.overview}>overview</a>, or paste an id into the search box.</Empty>
    </>
  );
}
