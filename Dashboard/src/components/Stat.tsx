import type { ComponentChildren } from 'preact';

/** One number that matters, with its name and what it means. */
export function Stat({ name, children, note }: { name: string; children: ComponentChildren; note?: ComponentChildren }) {
  return <div class="stat"><dt>{name}</dt><dd>{children}{note !== undefined && <small>{note}</small>}</dd></div>;
}
