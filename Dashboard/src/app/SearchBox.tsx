import { useRef, useState } from 'preact/hooks';
import { findPage } from './search';

/** Paste an id, or type a name of a job or host, and get there. */
export function SearchBox() {
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const asked = useRef<AbortController | null>(null);
  const search = async (event: SubmitEvent) => {
    event.preventDefault();
    asked.current?.abort();
    asked.current = new AbortController();
    setSaid('Searching…');
    const found = await findPage(typed, asked.current.signal).catch(() => ({ href: null, said: 'No answer came. Try again.' }));
    setSaid(found.said);
    if (found.href !== null) {
      setTyped('');
      location.hash = found.href;
    }
  };
  return (
    <form role="search" class="search" onSubmit={event => void search(event)}>
      <input type="search" aria-label="Find a job, data set or worker by id or name" placeholder="Id or name…" maxLength={200} spellcheck={false} value={typed} onInput={event => { setTyped(event.currentTarget.value); setSaid(''); }} onBlur={() => setSaid('')} />
      <output aria-live="polite">{said}</output>
    </form>
  );
}
