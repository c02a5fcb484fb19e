import { useStore } from '../live/store';
import { setTheme, theme, type Theme } from './theme';

const Next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const Marks: Record<Theme, string> = {
  system: 'M3 4h14v9H3zM7 17h6M10 13v4',
  light: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4',
  dark: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z',
};

export function ThemeToggle() {
  const chosen = useStore(theme);
  const words = `Colours: ${chosen}. Change to ${Next[chosen]}`;
  return (
    <button type="button" class="icon" aria-label={words} title={words} onClick={() => setTheme(Next[chosen])}>
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d={Marks[chosen]} /></svg>
    </button>
  );
}
