import { links } from '../app/links';
import type { Id } from '../api/types';
import { shortId } from '../format/ids';
import { shown } from '../format/names';
import { names } from '../live/names';
import { useStore } from '../live/store';

/** A job by its name, which is whatever its engine sent, or by its id while the name is unknown. */
export function JobLink({ job }: { job: Id }) {
  const name = useStore(names).jobs.get(job);
  return <a class="name" href={links.job(job)} title={job}>{name === undefined ? <code>{shortId(job)}</code> : <bdi>{shown(name)}</bdi>}</a>;
}
