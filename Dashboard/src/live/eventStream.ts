import { address, headers, refusal } from '../api/client';
import { SseParser, type ServerSentEvent } from '../api/sse';
import type { Event } from '../api/types';
import { Backoff } from './backoff';
import { pause } from './pause';

export type StreamState = 'connecting' | 'live' | 'broken';
export type StreamHandlers = { events: (events: Event[]) => void; missed: () => void; state: (state: StreamState) => void };

/** A stream that says nothing for three of the service's comments is taken for dead. */
const SilenceMs = 45_000;

/** Follows the service's events until the signal ends it: read with `fetch`, so that the token goes along, resumed at the last event after a break. */
export async function followEvents(after: number, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
  const backoff = new Backoff(1000, 15_000);
  const place = { last: after };
  while (!signal.aborted) {
    handlers.state('connecting');
    try {
      await readOnce(place, handlers, signal, () => backoff.reset());
    } catch {
      // Whatever ended it, the banner or the token dialog says so; here it only means to come again.
    }
    if (!signal.aborted) {
      handlers.state('broken');
      await pause(backoff.next(), signal);
    }
  }
}

async function readOnce(place: { last: number }, handlers: StreamHandlers, signal: AbortSignal, opened: () => void): Promise<void> {
  const silence = new AbortController();
  const response = await fetch(address(`/events/stream?after=${place.last}`), {
    headers: headers({ Accept: 'text/event-stream', 'Last-Event-ID': String(place.last) }),
    signal: AbortSignal.any([signal, silence.signal]),
    cache: 'no-store',
  });
  if (!response.ok || response.body === null) {
    throw await refusal(response);
  }
  handlers.state('live');
  opened();
  const parser = new SseParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let timer = setTimeout(() => silence.abort(), SilenceMs);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SilenceMs);
      deliver(parser.push(part.value), place, handlers);
    }
  } finally {
    clearTimeout(timer);
  }
}

function deliver(messages: ServerSentEvent[], place: { last: number }, handlers: StreamHandlers): void {
  if (messages.some(message => message.event === 'missed')) {
    handlers.missed();
  }
  const events = messages.filter(message => message.event === 'shuffle').map(message => JSON.parse(message.data) as Event);
  if (events.length > 0) {
    place.last = Math.max(place.last, ...events.map(event => event.sequence));
    handlers.events(events);
  }
}
