import { useEffect, useRef, useState } from 'preact/hooks';
import { ActionDialog } from './ActionDialog';

export type Action = { label: string; title: string; warning: string; confirm: string; danger?: boolean; ask?: string; run: (answer: string) => Promise<string> };

/** A button that changes something in the service: it explains, asks for the token if there is none, and tells what came of it. */
export function ActionButton({ action, disabled, onDone }: { action: Action; disabled?: string | null; onDone?: () => void }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  // Once the dialog is gone, whoever steers by keyboard goes on where they were.
  useEffect(() => {
    if (wasOpen.current && !open) {
      button.current?.focus();
    }
    wasOpen.current = open;
  }, [open]);
  const close = () => {
    setOpen(false);
    onDone?.();
  };
  return (
    <>
      <button ref={button} type="button" class={action.danger ? 'danger' : undefined} disabled={Boolean(disabled)} title={disabled ?? undefined} onClick={() => setOpen(true)}>{action.label}</button>
      {open && <ActionDialog action={action} onClose={close} />}
    </>
  );
}
