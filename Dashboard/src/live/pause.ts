/** Resolves after a while, or at once when the signal ends it. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/** Resolves when somebody looks at this tab, or when the signal ends it. */
export function whenVisible(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (document.visibilityState !== 'hidden' || signal.aborted) {
      resolve();
      return;
    }
    const look = () => {
      if (document.visibilityState !== 'hidden' || signal.aborted) {
        document.removeEventListener('visibilitychange', look);
        signal.removeEventListener('abort', look);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
  });
}
