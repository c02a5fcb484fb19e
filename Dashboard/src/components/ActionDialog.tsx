import { useId, useState } from 'preact/hooks';
import { ApiError } from '../api/ApiError';
import { setToken, token } from '../api/token';
import { shown } from '../format/names';
import { useStore } from '../live/store';
import type { Action } from './ActionButton';
import { Dialog } from './Dialog';
import { TokenForm } from './TokenForm';

type Outcome = { done: boolean; text: string; wantsToken: boolean };

export function ActionDialog({ action, onClose }: { action: Action; onClose: () => void }) {
  const held = useStore(token);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const id = useId();
  const run = async () => {
    setBusy(true);
    setOutcome(await tried(() => action.run(typed)));
    setBusy(false);
  };
  const wantsToken = held === null || outcome?.wantsToken === true;
  return (
    <Dialog title={action.title} onClose={onClose}>
      {outcome?.done !== true && <p>{action.warning}</p>}
      {outcome !== null && <div class={`note ${outcome.done ? 'good' : 'bad'}`} role="status"><span>{shown(outcome.text)}</span></div>}
      {outcome?.done === true ? <div class="buttons"><button type="button" class="primary" autoFocus onClick={onClose}>Close</button></div>
        : wantsToken ? <TokenForm label="Admin token of this service" action="Continue" onToken={value => { setToken(value); setOutcome(null); }} onCancel={onClose} />
        : (
          <form onSubmit={event => { event.preventDefault(); void run(); }}>
            {action.ask !== undefined && <><label htmlFor={id}>{action.ask}</label><input id={id} required maxLength={200} value={typed} onInput={event => setTyped(event.currentTarget.value)} /></>}
            <div class="buttons"><button type="button" autoFocus onClick={onClose}>Cancel</button><button type="submit" class={action.danger ? 'danger' : 'primary'} disabled={busy}>{busy ? 'Working…' : action.confirm}</button></div>
          </form>
        )}
    </Dialog>
  );
}

async function tried(run: () => Promise<string>): Promise<Outcome> {
  try {
    return { done: true, text: await run(), wantsToken: false };
  } catch (error) {
    const refused = error instanceof ApiError;
    return { done: false, text: refused ? error.message : 'No answer came. The change may or may not have happened: look before you repeat it.', wantsToken: refused && wantsOther(error) };
  }
}

/** Whether another token could help: not where changes are disabled altogether. */
function wantsOther(error: ApiError): boolean {
  return error.status === 401 || (error.status === 403 && !/changes-?disabled/i.test(`${error.code} ${error.title}`));
}
