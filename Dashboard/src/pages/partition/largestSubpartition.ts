export function largestSubpartition(sizes: readonly number[]): { subpartition: number; bytes: number } | null {
  const largest = sizes.reduce((best, size, n) => (size > (sizes[best] ?? 0) ? n : best), 0);
  const bytes = sizes[largest] ?? 0;
  return bytes > 0 ? { subpartition: largest, bytes } : null;
}
