import { events, listen, selector } from './events.mjs';

/** Server-sent events: what is kept after the reader's place, then what comes. */
export function stream(request, response, query) {
  const after = Number(request.headers['last-event-id'] ?? query.get('after') ?? events().at(-1)?.sequence ?? 0);
  const wanted = selector(query);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const write = event => wanted(event) && response.write(`id: ${event.sequence}\nevent: shuffle\ndata: ${JSON.stringify(event)}\n\n`);
  const kept = events();
  if (kept.length > 0 && kept[0].sequence > after + 1) {
    response.write('event: missed\ndata: {}\n\n');
  }
  kept.filter(event => event.sequence > after).forEach(write);
  const stop = listen(write);
  const comment = setInterval(() => response.write(': still here\n\n'), 15_000);
  request.on('close', () => { stop(); clearInterval(comment); });
}
