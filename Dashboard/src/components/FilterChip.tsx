import type { ComponentChildren } from 'preact';

/** A filter that came with the address, and the way to be rid of it. */
export function FilterChip({ clear, children }: { clear: string; children: ComponentChildren }) {
  return <span class="chip">{children}<a href={clear} aria-label="Remove this filter" title="Remove this filter">×</a></span>;
}
