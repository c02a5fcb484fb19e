import { useEffect, useState } from 'preact/hooks';
import { useStore } from '../live/store';
import { isDark, theme } from './theme';

/** For what is drawn rather than styled: whether it should be dark. */
export function useDark(): boolean {
  const chosen = useStore(theme);
  const [, again] = useState(0);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => again(n => n + 1);
    system.addEventListener('change', redraw);
    return () => system.removeEventListener('change', redraw);
  }, []);
  return chosen === 'dark' || (chosen === 'system' && isDark());
}
