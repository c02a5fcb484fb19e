import { createStore } from '../live/store';

export type Theme = 'system' | 'light' | 'dark';

const Key = 'shuffle.theme';
const known = (value: string | null): Theme => (value === 'light' || value === 'dark' ? value : 'system');

export const theme = createStore<Theme>(known(localStorage.getItem(Key)));

export function setTheme(next: Theme): void {
  localStorage.setItem(Key, next);
  theme.set(next);
  applyTheme();
}

/** The style sheet looks at this attribute; without it, at the system's setting. */
export function applyTheme(): void {
  const chosen = theme.get();
  if (chosen === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = chosen;
  }
}

export function isDark(): boolean {
  return theme.get() === 'dark' || (theme.get() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
}
