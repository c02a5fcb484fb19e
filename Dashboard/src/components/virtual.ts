/** Which rows of a long list to draw: those in view, and a few around them, so that a small scroll shows no gap. */
export function rowsInView(scrollTop: number, height: number, rowHeight: number, totalCount: number, around = 8): { from: number; to: number } {
  const from = Math.max(0, Math.min(Math.floor(scrollTop / rowHeight) - around, totalCount - 1));
  const to = Math.max(from, Math.min(totalCount - 1, Math.ceil((scrollTop + height) / rowHeight) + around));
  return { from, to };
}
