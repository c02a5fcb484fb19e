import { links } from '../app/links';
import type { Id } from '../api/types';
import { shortId } from '../format/ids';
import { shown } from '../format/names';
import { names } from '../live/names';
import { useStore } from '../live/store';

/** A worker by its host and port, or by its id while those are unknown. */
export function WorkerLink({ worker }: { worker: Id }) {
  const name = useStore(names).workers.get(worker);
  return <a class="name" href={links.worker(worker)} title={worker}>{name === undefined ? <code>{shortId(worker)}</code> : shown(name)}</a>;
}
