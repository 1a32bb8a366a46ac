/** Whether this browser was signed in last time; saves public pages a request that would be refused. */
const STORAGE_KEY = 'skypanel.was-signed-in';

export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'yes';
  } catch {
    return false;
  }
}

export function rememberSignedIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) localStorage.setItem(STORAGE_KEY, 'yes');
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Only a hint: without storage the sign-in page is shown once more than needed.
  }
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
