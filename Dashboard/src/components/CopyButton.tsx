import { useEffect, useState } from 'preact/hooks';

/** Puts a text into the clipboard and says so. Without a clipboard (plain http to another host) the full text is in the title beside it. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), 1500) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  if (!('clipboard' in navigator)) {
    return null;
  }
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return (
    <button type="button" class="copy" onClick={copy} aria-label={copied ? 'Copied' : `Copy ${what} ${text}`} title={copied ? 'Copied' : `Copy ${what}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {copied ? <path d="M3 8.5l3.2 3.2L13 5" /> : <path d="M5.5 5.5h7v8h-7zM3.5 10.5v-8h7" />}
      </svg>
    </button>
  );
}
