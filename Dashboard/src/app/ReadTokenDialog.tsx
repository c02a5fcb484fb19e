import { setToken, token, tokenWanted } from '../api/token';
import { Dialog } from '../components/Dialog';
import { TokenForm } from '../components/TokenForm';
import { useStore } from '../live/store';

/** The service answers only who sends a token. */
export function ReadTokenDialog() {
  const held = useStore(token);
  const close = () => tokenWanted.set(false);
  return (
    <Dialog title="This service wants a token" onClose={close}>
      <p>{held === null ? 'It answers only who sends its read token or its admin token. Whoever runs it set them in its configuration.' : 'The token of this tab was refused. It may have been changed.'}</p>
      <TokenForm label="Read token or admin token" action="Continue" onToken={setToken} onCancel={close} />
    </Dialog>
  );
}
