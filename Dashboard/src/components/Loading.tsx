/** Shown for as long as the first answer takes. */
export function Loading() {
  return <p class="loading" role="status">Asking the service…</p>;
}
