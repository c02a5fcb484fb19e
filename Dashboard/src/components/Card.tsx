import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A titled part of a page. */
export function Card({ title, aside, wide, children }: { title: string; aside?: ComponentChildren; wide?: boolean; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class={`card${wide ? ' wide' : ''}`} aria-labelledby={id}>
      <header><h2 id={id}>{title}</h2>{aside !== undefined && <div class="aside">{aside}</div>}</header>
      {children}
    </section>
  );
}
