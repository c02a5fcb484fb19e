/** One message of a server-sent event stream. */
export type ServerSentEvent = { id: string | null; event: string; data: string };

/**
 * Cuts text that arrives in any pieces into server-sent events. Lines end with LF, CR LF or CR; a message ends with an empty line; comments are dropped.
 * A CR at the end of a piece waits for the next one: it may be half of a line end.
 */
export class SseParser {
  #rest = '';
  #id: string | null = null;
  #event = '';
  #data: string[] = [];

  push(text: string): ServerSentEvent[] {
    const found: ServerSentEvent[] = [];
    const held = this.#rest + text;
    const whole = held.endsWith('\r') ? held.slice(0, -1) : held;
    const lines = whole.split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + held.slice(whole.length);
    lines.forEach(line => this.#line(line, found));
    return found;
  }

  #line(line: string, found: ServerSentEvent[]): void {
    if (line === '') {
      this.#end(found);
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') {
      this.#id = value;
    } else if (name === 'event') {
      this.#event = value;
    } else if (name === 'data') {
      this.#data.push(value);
    }
  }

  #end(found: ServerSentEvent[]): void {
    if (this.#data.length > 0 || this.#event !== '') {
      found.push({ id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') });
    }
    this.#event = '';
    this.#data = [];
  }
}
