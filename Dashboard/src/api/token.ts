import { createStore } from '../live/store';

const Key = 'shuffle.token';

/** The bearer token of this tab. It ends with the tab, and never stands in an address or a cookie. */
export const token = createStore<string | null>(sessionStorage.getItem(Key));

/** Whether the service refused to answer for want of a token. */
export const tokenWanted = createStore(false);

export function setToken(value: string | null): void {
  if (value === null) {
    sessionStorage.removeItem(Key);
  } else {
    sessionStorage.setItem(Key, value);
  }
  token.set(value);
  tokenWanted.set(false);
}
