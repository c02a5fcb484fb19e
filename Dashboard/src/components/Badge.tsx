import type { ComponentChildren } from 'preact';

export type Tone = 'good' | 'busy' | 'idle' | 'leaving' | 'bad' | 'lost' | 'warn';

/** A word with a mark: never colour alone. */
export function Badge({ tone, title, children }: { tone: Tone; title?: string; children: ComponentChildren }) {
  return <span class={`badge ${tone}`} title={title}><i aria-hidden="true" />{children}</span>;
}
