import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { AsOf } from './AsOf';

export type Crumb = { text: string; href: string };

/** What this page is about, the way back up, how fresh it is, and what can be done here. */
export function PageHead({ title, crumbs = [], asOf, children, lead }: { title: string; crumbs?: readonly Crumb[]; asOf?: number | null; children?: ComponentChildren; lead?: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · ShuffleOrleans`;
  }, [title]);
  return (
    <div class="pagehead">
      {crumbs.length > 0 && (
        <nav aria-label="Way up"><ol class="crumbs">{crumbs.map(crumb => <li key={crumb.href}><a href={crumb.href}><bdi>{crumb.text}</bdi></a></li>)}</ol></nav>
      )}
      <div class="row">
        <h1 id="title" tabIndex={-1}><bdi>{title}</bdi></h1>
        <div class="actions">{children}{asOf !== undefined && <AsOf at={asOf} />}</div>
      </div>
      {lead !== undefined && <div class="lead">{lead}</div>}
    </div>
  );
}
