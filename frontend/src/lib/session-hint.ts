import { keep, readKept } from '@/lib/kept';

/** Whether this browser was signed in last time; saves public pages a request that would be refused. */
const STORAGE_KEY = 'skypanel.was-signed-in';

export function wasSignedIn(): boolean {
  return readKept(STORAGE_KEY) === 'yes';
}

/** Only a hint: where it cannot be kept, the sign-in page is shown once more than needed. */
export function rememberSignedIn(isSignedIn: boolean): void {
  keep(STORAGE_KEY, isSignedIn ? 'yes' : null);
}

/** Calls `onChange` when another tab of this browser signs in or out. Returns how to stop. */
export function watchSessionHint(onChange: () => void): () => void {
  const listen = ({ key }: StorageEvent): void => {
    if (key === STORAGE_KEY) onChange();
  };
  window.addEventListener('storage', listen);
  return () => {
    window.removeEventListener('storage', listen);
  };
}
