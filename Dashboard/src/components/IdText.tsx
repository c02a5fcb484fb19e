import { shortId } from '../format/ids';
import { CopyButton } from './CopyButton';

/** An id: eight digits on the screen, all of them in the title and the clipboard. */
export function IdText({ id, what = 'id', href }: { id: string; what?: string; href?: string }) {
  return (
    <span class="id">
      {href === undefined ? <code title={id}>{shortId(id)}</code> : <a href={href} title={id}><code>{shortId(id)}</code></a>}
      <CopyButton text={id} what={what} />
    </span>
  );
}
