import { useEffect, useId, useRef, useState } from 'preact/hooks';

const Shortest = 16;

/** Asks for a token; what is typed goes nowhere but to `onToken`. */
export function TokenForm({ label, action, onToken, onCancel }: { label: string; action: string; onToken: (token: string) => void; onCancel: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form onSubmit={event => { event.preventDefault(); onToken(typed.trim()); }}>
      <label htmlFor={id}>{label}</label>
      <input id={id} ref={field} type="password" autoComplete="off" spellcheck={false} required minLength={Shortest} maxLength={256} value={typed} onInput={event => setTyped(event.currentTarget.value)} />
      <p class="hint">Kept for this tab only, until you close it.</p>
      <div class="buttons"><button type="button" onClick={onCancel}>Cancel</button><button type="submit" class="primary">{action}</button></div>
    </form>
  );
}
