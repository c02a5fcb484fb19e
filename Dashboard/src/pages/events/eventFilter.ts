import type { Event, Severity } from '../../api/types';

export type EventFilter = { least: Severity; kind: string; text: string };

export const noFilter: EventFilter = { least: 'info', kind: '', text: '' };

const Rank: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Whether an event is at least so severe, of the kind, and has the text somewhere: in its words, or as a part of an id. */
export function selects(filter: EventFilter): (event: Event) => boolean {
  const text = filter.text.trim().toLowerCase();
  return event => Rank[event.severity] >= Rank[filter.least]
    && (filter.kind === '' || event.kind === filter.kind)
    && (text === '' || [event.text, event.kind, event.job, event.dataSet, event.worker].some(part => part?.toLowerCase().includes(text)));
}
