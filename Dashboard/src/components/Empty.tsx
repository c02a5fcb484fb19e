import type { ComponentChildren } from 'preact';

/** Nothing to show, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return <div class="empty"><p class="lead">{title}</p>{children !== undefined && <p>{children}</p>}</div>;
}
