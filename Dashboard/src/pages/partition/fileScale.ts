export type Span = { from: number; width: number };

/**
 * Places spans of bytes on a line of `length`, to scale, but none narrower than `least`: a footer of 64 bytes beside gigabytes of frames must still be seen.
 * What the small ones gain, the large ones lose.
 */
export function toScale(sizes: readonly number[], length: number, least: number): Span[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= 0) {
    return sizes.map(() => ({ from: 0, width: 0 }));
  }
  const small = sizes.map(size => size > 0 && (size / total) * length < least);
  const fixed = small.filter(Boolean).length * least;
  const rest = sizes.reduce((sum, size, n) => sum + (small[n] ? 0 : size), 0);
  let from = 0;
  return sizes.map((size, n) => {
    const width = small[n] ? least : rest > 0 ? (size / rest) * (length - fixed) : 0;
    const span = { from, width };
    from += width;
    return span;
  });
}

/** Where an offset lies on a line of spans: inside its own span, to that span's scale. */
export function placeOf(offset: number, sections: readonly { offset: number; bytes: number }[], spans: readonly Span[]): number {
  const n = sections.findIndex(section => offset >= section.offset && offset < section.offset + section.bytes);
  const [section, span] = [sections[n], spans[n]];
  if (section === undefined || span === undefined) {
    const last = spans.at(-1);
    return last === undefined ? 0 : last.from + last.width;
  }
  return span.from + (span.width * (offset - section.offset)) / Math.max(1, section.bytes);
}
