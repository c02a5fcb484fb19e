import type { ComponentChildren } from 'preact';

/** Names and values, two columns. */
export function Facts({ of }: { of: readonly (readonly [string, ComponentChildren])[] }) {
  return <dl class="facts">{of.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
