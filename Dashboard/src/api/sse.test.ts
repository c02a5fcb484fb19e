import { describe, expect, it } from 'vitest';
import { SseParser } from './sse';

const message = 'id: 7\nevent: shuffle\ndata: {"a":1}\n\n';

describe('server-sent events', () => {
  it('are the same however the bytes are cut', () => {
    for (let cut = 1; cut < message.length; cut++) {
      const parser = new SseParser();
      const found = [...parser.push(message.slice(0, cut)), ...parser.push(message.slice(cut))];
      expect(found).toEqual([{ id: '7', event: 'shuffle', data: '{"a":1}' }]);
    }
  });

  it('end their lines in any of three ways, cut anywhere', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `data: x${end}data: y${end}${end}: comment${end}`;
      for (let cut = 0; cut <= text.length; cut++) {
        const parser = new SseParser();
        expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut)), ...parser.push('\n')].map(one => one.data)).toEqual(['x\ny']);
      }
    }
  });

  it('leave comments out and keep the last id', () => {
    const parser = new SseParser();
    expect(parser.push(': still here\n\nid: 3\ndata: a\n\ndata: b\n\n').map(one => [one.id, one.data])).toEqual([['3', 'a'], ['3', 'b']]);
  });

  it('may have a name and no data, as "missed" has', () => {
    expect(new SseParser().push('event: missed\n\n')).toEqual([{ id: null, event: 'missed', data: '' }]);
  });
});
