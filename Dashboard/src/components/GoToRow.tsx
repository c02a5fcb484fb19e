import { useId, useState } from 'preact/hooks';

/** Jumps to a row of a long table. */
export function GoToRow({ totalCount, onGo }: { totalCount: number; onGo: (row: number) => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const go = (event: SubmitEvent) => {
    event.preventDefault();
    const row = Number(typed);
    if (Number.isInteger(row) && row >= 1) {
      onGo(Math.min(row, totalCount));
    }
  };
  return (
    <form class="inline" onSubmit={go}>
      <label htmlFor={id}>Go to row</label>
      <input id={id} inputMode="numeric" pattern="[0-9]*" size={7} value={typed} onInput={event => setTyped(event.currentTarget.value)} />
    </form>
  );
}
